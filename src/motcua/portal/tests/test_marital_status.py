"""A certificate of marital status: asked for page by page, and what is printed in the end."""

import subprocess
from dataclasses import replace
from uuid import uuid4

import pytest

from motcua.dossiers import service as dossiers
from motcua.dossiers.history import events_of, refold
from motcua.dossiers.perform import perform
from motcua.dossiers.result_papers import result_data
from motcua.dossiers.tests.cast import ACTORS, RECEIVER, SIGNER, SPECIALIST, SYSTEM
from motcua.kernel import clock
from motcua.papers.typeset import render

pytestmark = pytest.mark.django_db
START = "/procedures/1.004873/start/"
HOME = {"province": "25", "commune": "05200", "detail": "Xóm Văn"}


def place(question, typed):
    return {f"{question}.{part}": text for part, text in typed.items()}


def date(question, day, month, year):
    return {f"{question}.day": day, f"{question}.month": month, f"{question}.year": year}


PAGES = {
    "who": {
        "relation": "self", "applicant_name": "Khà Thị Dung", "applicant_id": "017199004127",
        "applicant_phone": "0912345678",
    },
    "subject": {
        "subject_name": "Khà Thị Dung", "subject_id": "017199004127",
        **date("subject_birth", "14", "3", "1999"), "subject_sex": "female",
        "subject_ethnicity": "03", "subject_nationality": "VN",
        **place("subject_residence", HOME), "subject_residence_kind": "permanent",
    },
    "status": {
        "marital_status": "divorced", "spouse_name": "Bùi Văn Tuyển",
        "end_number": "12/2024/HNGĐ-ST", **date("end_date", "5", "6", "2024"),
        "end_issuer": "Tòa án nhân dân khu vực 3",
    },
    "former": {
        "lived_elsewhere": "yes", **place("former_1", {**HOME, "commune": "05245"}),
        **date("former_1_from", "", "", "2018"), **date("former_1_to", "", "6", "2021"),
        "more_1": "no",
    },
    "purpose": {
        "purpose": "other", "purpose_text": "Bổ túc hồ sơ vay vốn", "issued_before": "never",
    },
    "commune": {"certify_at": "residence"},
    "copies": {"copies": "2", "delivery": "centre"},
    "declaration": {"declaration": "yes"},
}  # fmt: skip


@pytest.fixture
def filed(browser, dung):
    """Fill in every page in its order and file; return the dossier's code."""
    browser.post(START)
    draft = dossiers.running_drafts(dung.id, clock.now())[0]
    for page, typed in PAGES.items():
        address = f"/declare/{draft.id}/{page}/"
        shown = browser.get(address)
        assert shown.context["page"].id == page
        sent = {**typed, "seen": shown.context["declaration"].version}
        answer = browser.post(address, sent)
        if answer.status_code == 200:  # something is pointed out: read it and go on
            assert not answer.context["errors"]
            sent |= {"told": answer.context["told_key"]}
            sent["seen"] = answer.context["declaration"].version
            answer = browser.post(address, sent)
        assert answer.status_code == 302, answer.context["errors"]
    answer = browser.post(f"/declare/{draft.id}/submit/")
    return answer["Location"].split("/")[2]


def led(code, *steps):
    for action, actor, contents in steps:
        perform(
            code,
            dossiers.Command(action=action, facts={"outcome": "agrees"}),
            replace(actor, agency="H44.28.05") if actor != SYSTEM else actor,
            command_id=uuid4(),
            now=clock.now(),
            contents=contents,
        )
    return code


def content(kind, **body):
    return [dossiers.NewContent(kind=kind, body=body)]


def signed(code):
    """Lead a dossier to its signature; return the event that orders it."""
    act = dossiers.Action
    entry = content(
        "registration", personal_id="", number="7", book="01/2026", page="7",
        registered_on="2026-11-23",
    )  # fmt: skip
    led(
        code,
        (act.RECORD_VERIFICATION, SYSTEM, ()),
        (act.RECEIVE, RECEIVER, ()),
        (act.SEND_DRAFT, SPECIALIST, ()),
        (act.CONFIRM_DRAFT, next(a for r, a in ACTORS.items() if r == "applicant"), ()),
        (act.REQUEST_REGISTRATION, SPECIALIST, ()),
        (act.RECORD_REGISTRATION, SYSTEM, entry),
        (act.SUBMIT_FOR_SIGNATURE, SPECIALIST, ()),
        (act.SIGN, SIGNER, ()),
    )
    return events_of(code)[-1]


def test_the_person_declares_it_page_by_page(browser, filed):
    dossier = refold(filed)
    assert (dossier.procedure, dossier.needs_registration) == ("1.004873", True)
    assert "Khà Thị Dung" in browser.get(f"/dossiers/{filed}/").text


def test_the_certificate_says_status_purpose_former_residence_and_how_long_it_lasts(filed):
    data = result_data(filed, signed(filed), draft=False)
    said = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=render("marital-status-certificate", data, demo=True).pdf,
        capture_output=True,
        check=True,
    )
    text = " ".join(said.stdout.decode().split())
    for printed in (
        "Số: 7/UBND-XNTTHN",
        "KHÀ THỊ DUNG",
        "đã ly hôn theo bản án, quyết định số 12/2024/HNGĐ-ST ngày 05/06/2024",
        "Bao La",
        "từ 2018 đến 06/2021",
        "Bổ túc hồ sơ vay vốn",
        "6 tháng",
    ):
        assert printed in text


def test_a_draft_has_no_number_yet(filed):
    event = events_of(led(filed, (dossiers.Action.RECORD_VERIFICATION, SYSTEM, ())))[-1]
    assert result_data(filed, event, draft=True)["number"] is None


def test_another_commune_is_asked_while_the_limit_stands_still(filed):
    act = dossiers.Action
    led(filed, (act.RECORD_VERIFICATION, SYSTEM, ()), (act.RECEIVE, RECEIVER, ()))
    asked = dossiers.Command(action=act.ASK_VERIFICATION, facts={"agency": "H44.28.06"})
    perform(
        filed, asked, replace(SPECIALIST, agency="H44.28.05"), command_id=uuid4(),
        now=clock.now(), contents=content("note", text="Có đăng ký kết hôn trong 2018–2021?"),
    )  # fmt: skip
    assert refold(filed).paused


def test_certified_copies_are_not_filed_online(browser):
    assert browser.get("/procedures/2.000815/start/").status_code == 404
    page = browser.get("/procedures/2.000815/")
    assert "làm trực tiếp" in page.text
    assert "2.000\u00a0đồng/trang" in page.text
