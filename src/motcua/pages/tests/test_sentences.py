import pytest
from django.utils import translation

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


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_has_its_english(pattern):
    with translation.override("en"):
        assert translation.gettext(pattern) != pattern


def test_an_unknown_sentence_and_its_full_stop_stay():
    with translation.override("en"):
        assert in_language("Việc này thuộc cơ quan khác.") == "Việc này thuộc cơ quan khác."
        assert in_language("Đề nghị nhập số định danh cá nhân.").endswith("personal id.")
