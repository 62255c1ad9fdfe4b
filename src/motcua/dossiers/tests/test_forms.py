"""The statutory forms that follow an event: numbered, ordered once, signed where a leader decides."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from motcua.accounts.roles import Role
from motcua.agencies import service as agencies
from motcua.dossiers.commands import Command
from motcua.dossiers.contents import NewContent
from motcua.dossiers.following import follow_one
from motcua.dossiers.inner_papers import order_control_sheet
from motcua.dossiers.models import EventRow
from motcua.dossiers.perform import perform
from motcua.dossiers.table import Action
from motcua.dossiers.tests.births import declared, load_agencies
from motcua.dossiers.tests.cast import ACTORS, HEAD, RECEIVER, SIGNER, SPECIALIST, SYSTEM, at
from motcua.papers import service as papers
from motcua.papers.models import Paper

WHY = {"legal_basis": "Nghị định 118/2025/NĐ-CP"}


@pytest.fixture(autouse=True)
def home(db, settings, tmp_path):
    settings.MOTCUA_HOME = tmp_path
    load_agencies()


def do(code, action, actor, now=at(23, 9), **more):
    note = NewContent(kind="note", body={"text": "Nêu rõ lý do"})
    return perform(
        code, Command(action=action, facts=more.pop("facts", WHY), **more), actor,
        command_id=uuid4(), now=now, contents=[note],
    )  # fmt: skip


def received():
    code = declared()
    do(code, Action.RECORD_VERIFICATION, SYSTEM, facts={"outcome": "agrees"})
    do(code, Action.RECEIVE, RECEIVER, facts={})
    return code


def followed(code):
    for row in EventRow.objects.filter(dossier_id=code).exclude(kind="submitted").order_by("seq"):
        follow_one(code, row.seq)
    return {one.kind: one for one in papers.papers_of(code, inner=True)}


@pytest.mark.parametrize(
    ("action", "actor", "kind"),
    [
        (Action.STOP, HEAD, "form-05"),
        (Action.REFUSE, SIGNER, "form-03"),
        (Action.APOLOGISE, SPECIALIST, "form-04"),
    ],
)
def test_a_decision_has_its_form_which_its_author_signs(action, actor, kind):
    code = received()
    more = {"until": at(25, 17)} if action == Action.APOLOGISE else {}
    do(code, action, replace(actor, prefix="TL. CHỦ TỊCH"), **more)
    form = followed(code)[kind]
    (signature,) = form.signatures
    assert (signature.role, signature.name) == ("person", actor.name)
    data = Paper.objects.get(pk=form.id).data
    assert data["number"] == "01/2026"
    assert data["official"]["prefix"] == "TL. CHỦ TỊCH"
    assert "Thông tư 03/2025/TT-VPCP, ngày 15/09/2025" in data["form_basis"]
    assert papers.render_now(form.id).state == "ready"


def test_followed_twice_there_is_one_form_with_one_number():
    code = received()
    do(code, Action.STOP, HEAD)
    followed(code)
    followed(code)
    assert Paper.objects.filter(dossier_code=code, kind="form-05").count() == 1
    assert Paper.objects.filter(data__number="01/2026", kind="form-05").count() == 1


def test_the_commune_itself_refuses_and_its_centre_declines():
    agencies.load(
        [{"code": "H44", "name": "Ủy ban nhân dân tỉnh Phú Thọ", "kind": "province",
          "valid_from": at(1, 1).date()}]
    )  # fmt: skip
    refused, declined = received(), declared(child="Hà Thị Mai")
    do(refused, Action.REFUSE, SIGNER)
    do(declined, Action.DECLINE, HEAD)
    heads = [
        Paper.objects.get(pk=followed(code)["form-03"].id).data["agency"]
        for code in (refused, declined)
    ]
    assert heads[0]["name"] == "Ủy ban nhân dân xã Mai Châu"
    assert heads[1]["name"] == "Trung tâm Phục vụ hành chính công"


def test_a_second_request_says_that_it_is_the_second():
    code = received()
    for hour in (10, 14):
        items = NewContent(kind="supplement_list", body={"items": ["Ảnh"]})
        note = NewContent(kind="note", body={"text": "Ảnh mới vẫn mờ"})
        perform(
            code, Command(action=Action.REQUEST_SUPPLEMENT, facts={"items": 1}), SPECIALIST,
            command_id=uuid4(), now=at(23, hour), contents=[items, note],
        )  # fmt: skip
        do(code, Action.ANSWER_SUPPLEMENT, ACTORS[Role.APPLICANT], at(23, hour + 1), facts={})
    followed(code)
    times = Paper.objects.filter(dossier_code=code, kind="form-02").order_by("data__number")
    assert [one.data["times"] for one in times] == ["1", "2"]


def test_the_control_sheet_tells_every_step_and_is_for_officials_alone():
    code = received()
    dossier = do(code, Action.STOP, HEAD)
    sheet = order_control_sheet(dossier, HEAD, at(23, 11))
    assert order_control_sheet(dossier, HEAD, at(23, 11)).id == sheet.id
    data = Paper.objects.get(pk=sheet.id).data
    assert [one["done"] for one in data["steps"]][-1] == "Đã dừng giải quyết hồ sơ"
    assert papers.render_now(sheet.id).state == "ready"
    assert sheet.id not in {one.id for one in papers.papers_of(code)}


def test_the_receipt_lists_the_papers_that_came_with_the_declaration():
    answers = {"child_name": "Bùi Khà Minh An", "birth_proof": "paper", "notice_photo": ["a", "b"]}
    code = declared(answers=answers)
    do(code, Action.RECEIVE, RECEIVER, facts={})
    papers_listed = Paper.objects.get(kind="form-01", pk=followed(code)["form-01"].id).data[
        "papers"
    ]
    assert [(one["name"], one["count"]) for one in papers_listed] == [
        ("Tờ khai đăng ký khai sinh", 1), ("Giấy chứng sinh", 2),
    ]  # fmt: skip
