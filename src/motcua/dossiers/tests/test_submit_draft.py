from datetime import date
from types import SimpleNamespace

from motcua.catalogue.filled import filled
from motcua.catalogue.form_model import Form
from motcua.catalogue.words import Text
from motcua.dossiers.submit_draft import _filer, uploads_in
from motcua.dossiers.tests.cast import MOTHER

ACCOUNT = SimpleNamespace(
    id=MOTHER.account_id, full_name="Khà Thị Dung", personal_id="017199004127", tax_code=None,
    birth="1999-03-14", phone="0900000001", email="cu@vi-du.invalid",
)  # fmt: skip


def test_the_phone_written_on_the_form_is_the_one_to_call():
    told = _filer(ACCOUNT, {"nycSoDienThoai": "0912345678"})
    assert (told.phone, told.email) == ("0912345678", "cu@vi-du.invalid")
    assert _filer(ACCOUNT, {}).phone == "0900000001"


def test_only_uploads_that_answer_a_question_asked_are_sent_along():
    form, answers = Form(Text("Đơn"), ()), {"left_over": ["0f2fbb0e-3c4b-4f7c-b7cf-4a4f5ef1a1c4"]}
    assert uploads_in(filled(form, answers, date(2026, 11, 23))) == frozenset()
