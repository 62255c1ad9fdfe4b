"""What the agency asks and the person answers: a supplement, a draft."""

import io
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from motcua.accounts.service import Actor, Role
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Command, NewContent
from motcua.kernel import clock
from motcua.papers import service as papers
from motcua.portal.tests.conftest import signed_in
from motcua.portal.tests.test_filing import draft, filed  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def official(role: Role) -> Actor:
    return Actor(
        account_id=uuid4(), role=role, name="Hà Thị Xuyến", title="công chức tư pháp - hộ tịch",
        agency="H44.28.05", channel="counter",
    )  # fmt: skip


def do(code: str, action: Action, role: Role, *contents: NewContent, **facts: object) -> None:
    dossiers.perform(
        code, Command(action=action, facts=facts), official(role), command_id=uuid4(),
        now=clock.now(), contents=contents,
    )  # fmt: skip


@pytest.fixture
def asked(filed):  # noqa: F811
    """A dossier whose specialist asked for a clearer photograph."""
    do(filed, Action.RECEIVE, Role.RECEIVER)
    items = NewContent(kind="supplement_list", body={"items": ["Chụp lại Giấy chứng sinh"]})
    do(filed, Action.REQUEST_SUPPLEMENT, Role.SPECIALIST, items, items=1)
    return filed


def photograph() -> SimpleUploadedFile:
    picture = io.BytesIO()
    Image.effect_noise((400, 300), 80).convert("RGB").save(picture, "JPEG")
    return SimpleUploadedFile("giay.jpg", picture.getvalue(), "image/jpeg")


def command(html: str) -> str:
    return re.search(r'name="command" value="([^"]+)"', html).group(1)


def test_the_dossier_says_what_is_missing_and_until_when(browser, asked):
    page = browser.get(f"/dossiers/{asked}/").text

    assert "Cần bổ sung 1 nội dung, đề nghị gửi trước" in page
    assert "Chụp lại Giấy chứng sinh" in page
    assert "Hà Thị Xuyến, công chức tư pháp - hộ tịch" in page


def test_a_file_is_kept_before_the_answer_is_sent_and_the_text_stays(browser, asked):
    url = f"/dossiers/{asked}/supplement/"
    page = browser.post(url, {"text": "Gửi lại ảnh", "upload": "1", "file": photograph()}).text

    assert "giay.jpg" in page
    assert "Gửi lại ảnh</textarea>" in page
    assert not papers.files_of(asked)


def test_the_answer_takes_its_files_along_and_work_goes_on(browser, asked):
    url = f"/dossiers/{asked}/supplement/"
    form = {"text": "Gửi lại ảnh", "command": command(browser.get(url).text)}
    answer = browser.post(url, {**form, "photo": photograph()})

    assert answer["Location"] == f"/dossiers/{asked}/"
    assert [file.name for file in papers.files_of(asked)] == ["giay.jpg"]
    assert "Đang giải quyết" in browser.get(answer["Location"]).text


def test_a_disguised_file_is_refused_in_plain_words(browser, asked):
    bad = SimpleUploadedFile("giay.jpg", b"MZ\x90 not a picture", "image/jpeg")
    page = browser.post(f"/dossiers/{asked}/supplement/", {"upload": "1", "file": bad}).text

    assert "không phải là ảnh JPG, PNG hoặc tệp PDF" in page


def test_an_empty_answer_is_not_sent(browser, asked):
    page = browser.post(f"/dossiers/{asked}/supplement/", {"text": " "}).text

    assert "Đề nghị ghi nội dung bổ sung hoặc tải giấy tờ lên" in page


def test_nobody_else_opens_the_files_of_a_dossier(browser, asked, stranger):
    url = f"/dossiers/{asked}/supplement/"
    browser.post(
        url, {"text": "x", "command": command(browser.get(url).text), "file": photograph()}
    )
    (file,) = papers.files_of(asked)

    assert browser.get(f"/me/files/{file.id}/").status_code == 200
    assert signed_in(stranger).get(f"/me/files/{file.id}/").status_code == 404


def test_a_correction_of_the_draft_needs_words(browser, asked):
    page = browser.post(f"/dossiers/{asked}/draft/correct/", {"text": ""}).text

    assert "Đề nghị ghi rõ nội dung cần sửa" in page


def test_a_dossier_that_waits_for_an_answer_costs_few_statements(
    browser, asked, django_assert_max_num_queries
):
    browser.get("/")  # what a process asks once
    with django_assert_max_num_queries(10):
        browser.get(f"/dossiers/{asked}/")
