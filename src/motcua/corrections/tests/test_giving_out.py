"""Accepted corrections reach the sector once, people are told, and may object."""

import csv
import hashlib
import json

import pytest
from django.core.exceptions import PermissionDenied

from motcua.accounts.service import Account, Role
from motcua.corrections import runs, service
from motcua.corrections.models import Objection, PersonTold, Proposal
from motcua.corrections.objecting import UnknownCode
from motcua.corrections.service import NotOpen, Said
from motcua.corrections.tests.cast import (
    AGENCY,
    LEAD,
    NOW,
    ONE,
    SECTOR,
    STRANGER,
    actor,
    one,
    says,
    state,
)
from motcua.kernel.bad_input import BadInput
from motcua.notices.models import Notice, Sending
from motcua.notices.service import inbox

pytestmark = pytest.mark.usefixtures("loaded")


def given(folder):
    """Give out what waits and return the file's rows."""
    export = runs.give_out(AGENCY, SECTOR, NOW)
    place = runs.write_export(export, folder)
    with (place / "corrections.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def objected(number):
    code = PersonTold.objects.get(proposal=number).code
    return service.record_objection(actor(7, Role.RECEIVER), code, "Tên tôi đúng từ trước", NOW)


def test_accepted_corrections_are_given_out_once(tmp_path):
    number = one()
    says(ONE, number)
    rows = given(tmp_path)
    changes = Proposal.objects.get(pk=number).changes
    assert [(r["field"], r["after"]) for r in rows] == [(f, after or "") for f, _, after in changes]
    assert {row["action"] for row in rows} == {"correct"}
    assert runs.give_out(AGENCY, SECTOR, NOW) is None


def test_rejected_and_undecided_ones_are_not_given_out():
    says(ONE, one(), Said.REJECTED)
    assert runs.give_out(AGENCY, SECTOR, NOW) is None


def test_the_file_can_be_written_again_with_the_same_bytes(tmp_path):
    says(ONE, one())
    export = runs.give_out(AGENCY, SECTOR, NOW)
    texts = []
    for name in ("a", "b"):
        place = runs.write_export(runs.export_of(AGENCY, SECTOR, export.pk), tmp_path / name)
        texts.append((place / "corrections.csv").read_bytes())
    assert texts[0] == texts[1]
    manifest = json.loads((place / "manifest.json").read_text())
    assert manifest["results"]["corrections.csv"] == hashlib.sha256(texts[0]).hexdigest()


def test_an_export_of_somebody_else_is_not_found():
    says(ONE, one())
    export = runs.give_out(AGENCY, SECTOR, NOW)
    with pytest.raises(BadInput):
        runs.export_of(STRANGER.agency, SECTOR, export.pk)


def test_the_person_is_told_of_fields_and_never_of_values():
    number = one()
    says(ONE, number)
    runs.give_out(AGENCY, SECTOR, NOW)
    told = PersonTold.objects.get(proposal=number)
    notice = Notice.objects.get(id=told.notice)
    assert "ông/bà" in notice.text
    assert told.code in notice.text
    for field, before, after in Proposal.objects.get(pk=number).changes:
        assert service.FIELD_WORDS[field] in notice.text
        assert not any(value in notice.text for value in (before, after) if value)


def test_whoever_has_an_account_finds_it_there_and_gets_a_message():
    number = one()
    person = Proposal.objects.get(pk=number).sides["person"]["personal_id"]
    account = Account.objects.create(
        kind="person", username="p", full_name="P", personal_id=person, phone="0912000009",
        created_at=NOW,
    )  # fmt: skip
    says(ONE, number)
    runs.give_out(AGENCY, SECTOR, NOW)
    (notice,) = inbox(account.pk, person)
    assert "đã được cập nhật" in notice.subject
    assert Sending.objects.get().address == "0912000009"


def test_whose_number_the_file_does_not_hold_cannot_be_told():
    number = one()
    Proposal.objects.filter(pk=number).update(
        sides={}, person_id="K1", changes=[["full_name", "a", "b"]]
    )
    says(ONE, number)
    runs.give_out(AGENCY, SECTOR, NOW)
    assert not PersonTold.objects.exists()


def test_an_objection_opens_the_proposal_and_a_rejection_takes_the_correction_back(tmp_path):
    number = one()
    says(ONE, number)
    first = given(tmp_path)
    objected(number)
    assert state(number) == "objected"
    assert [row.pk for row in service.page(LEAD, service.Place())] == [number]
    says(LEAD, number, Said.REJECTED)
    second = given(tmp_path)
    assert {row["action"] for row in second} == {"withdraw"}
    assert [(r["before"], r["after"]) for r in second] == [(r["after"], r["before"]) for r in first]
    assert runs.give_out(AGENCY, SECTOR, NOW) is None


def test_an_objection_that_is_not_followed_changes_nothing_for_the_sector():
    number = one()
    says(ONE, number)
    runs.give_out(AGENCY, SECTOR, NOW)
    objected(number)
    says(LEAD, number)
    assert runs.give_out(AGENCY, SECTOR, NOW) is None


def test_an_objection_counts_once():
    number = one()
    says(ONE, number)
    runs.give_out(AGENCY, SECTOR, NOW)
    objected(number)
    with pytest.raises(NotOpen):
        objected(number)
    assert Objection.objects.count() == 1


def test_a_code_of_nobody_or_of_another_agency_is_not_known():
    number = one()
    says(ONE, number)
    runs.give_out(AGENCY, SECTOR, NOW)
    code = PersonTold.objects.get(proposal=number).code
    for who, given_code in ((ONE, "DS-0000-0000"), (ONE, "\0"), (STRANGER, code)):
        with pytest.raises(UnknownCode):
            service.record_objection(who, given_code, "không đúng", NOW)
    assert state(number) == "accepted"


def test_an_objection_needs_words_and_somebody_at_work():
    with pytest.raises(BadInput, match="nội dung"):
        service.record_objection(ONE, "DS-0000-0000", " \0 ", NOW)
    with pytest.raises(PermissionDenied):
        service.record_objection(actor(5, Role.OVERSIGHT), "DS-0000-0000", "sai", NOW)
