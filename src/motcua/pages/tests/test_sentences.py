from datetime import date

import pytest
from django.utils import translation

from motcua.catalogue import service as catalogue
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import check_name
from motcua.kernel.partial_dates import PartialDate
from motcua.kernel.personal_ids import PersonalId
from motcua.pages.sentences import PATTERNS, in_language


def refusal(parse, *typed: str) -> str:
    with pytest.raises(BadInput) as refused:
        parse(*typed)
    return str(refused.value)


def test_what_the_kernel_refuses_is_said_in_english_with_its_values():
    for sentence, english in (
        (refusal(PersonalId.parse, "01719900412"), "A personal id has 12 digits. You typed 11"),
        (refusal(PersonalId.parse, "123456789"), "no longer used"),
        (refusal(PartialDate.from_fields, "30", "2", "2024"), "The day 30/02/2024 does not exist"),
        (check_name("Khà 2 Dung"), "A name has no character “2”"),
    ):
        with translation.override("en"):
            assert english in in_language(sentence)
        assert in_language(sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        ("Bản sao: 2 bản", "Copies: 2"),
        ("3 ngày làm việc", "3 working days"),
        ("Giải quyết hồ sơ Đăng ký khai sinh", "Handling of a dossier: Birth registration"),
        ("Khi lý do trên không còn, ông/bà có thể nộp hồ sơ mới.",
         "Once this reason no longer holds you can submit a new dossier."),
        ("Quá hạn nhiều ngày", "Quá hạn nhiều ngày"),
    ],
)  # fmt: skip
def test_words_with_a_value_and_whole_sentences_are_said_in_english(sentence, english):
    with translation.override("en"):
        assert in_language(sentence) == english


def test_the_catalogue_of_words_names_procedures_as_their_packages_do():
    with translation.override("en"):
        for one in catalogue.published(date(2026, 12, 1)):
            assert translation.gettext(one.name.vi) == one.name.en


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_has_its_english(pattern):
    with translation.override("en"):
        assert translation.gettext(pattern) != pattern


def test_an_unknown_sentence_and_its_full_stop_stay():
    with translation.override("en"):
        assert in_language("Việc này thuộc cơ quan khác.") == "Việc này thuộc cơ quan khác."
        assert in_language("Đề nghị nhập số định danh cá nhân.").endswith("personal id.")
