from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from motcua.dossiers import chain, gathering
from motcua.dossiers import service as dossiers
from motcua.dossiers.models import EventRow, Party
from motcua.exchange.clients.national_filed import FilingDesk
from motcua.exchange.errors import Malformed, Unreachable
from motcua.filing.figures import FilingFigures
from motcua.filing.service import FiledDeclaration
from motcua.filing.taking import take_from
from motcua.filing.tests.conftest import BIRTH, declare, file
from motcua.hub.models import DeadLetter
from motcua.kernel import clock
from motcua.kernel.parity import EXTENSION
from motcua.papers import service as papers
from motcua.papers.tests.test_uploads import a_page, as_bytes

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here."""


@dataclass(frozen=True)
class DyingDesk(FilingDesk):
    """Dies at the step numbered ``left`` from 0: before and after each call of the portal."""

    steps: list[int] = field(default_factory=lambda: [0])

    def page(self, after: int) -> Any:
        return self._around(super().page, after)

    def answer(self, answers: Any) -> None:
        self._around(super().answer, answers)

    def content(self, file: Any) -> bytes:
        return self._around(super().content, file)

    def _around(self, call: Any, *arguments: Any) -> Any:
        self._step()
        told = call(*arguments)
        self._step()
        return told

    def _step(self) -> None:
        self.steps[0] -= 1
        if self.steps[0] < 0:
            raise Killed


def dossiers_of(account: Any) -> list[Any]:
    return dossiers.my_dossiers(account.id, account.personal_id)


@pytest.fixture
def with_photograph(browser, dung):
    """A filed declaration with an upload."""
    draft = declare(browser, dung)
    kept = papers.keep_upload(dung.id, as_bytes(a_page()), "chung-sinh.jpg", clock.now())
    changes = {"birth_proof": "paper", "notice_photo": [str(kept.id)], "notice_code": None}
    dossiers.save_answers(dung.id, draft.id, changes, seen=draft.version, now=clock.now())
    browser.post(f"/portal/declare/{draft.id}/submit/")
    return FiledDeclaration.objects.get()


def test_what_was_filed_becomes_a_dossier_at_the_right_agency(browser, dung, desk):
    one = file(browser, dung)
    assert take_from(desk, clock.now()) == 1

    (found,) = dossiers_of(dung)
    one.refresh_from_db()
    assert one.dossier == found.dossier.code
    assert found.dossier.code.startswith("H44.28.05-")
    assert (found.dossier.channel, found.subject_name) == ("online", "Khà Minh Anh")
    assert found.dossier.phase == dossiers.Phase.SUBMITTED


def test_it_was_filed_when_the_person_pressed_and_not_when_the_line_was_up_again(
    browser, dung, desk
):
    one = file(browser, dung)
    take_from(desk, clock.now() + timedelta(days=2))

    (found,) = dossiers_of(dung)
    assert abs(found.dossier.submitted_at - one.filed_at) < timedelta(seconds=1)


def test_the_nation_is_told_that_it_was_filed_there(browser, dung, desk):
    one = file(browser, dung)
    take_from(desk, clock.now())

    (found,) = dossiers_of(dung)
    gathered = gathering.dossiers([found.dossier.code])[found.dossier.code]
    assert gathered.filed_at == dossiers.NATIONAL_PORTAL
    first = chain.read(EventRow.objects.get(dossier_id=found.dossier.code, seq=1).text)
    assert first.facts["portal_code"] == one.code


def test_a_second_round_finds_nothing_to_do(browser, dung, desk):
    file(browser, dung)
    assert [take_from(desk, clock.now()) for _round in range(2)] == [1, 0]


@pytest.mark.parametrize("step", range(8))
def test_killed_between_any_two_steps_it_arrives_once(with_photograph, dung, desk, step):
    with pytest.raises(Killed):
        take_from(DyingDesk(desk.portal, desk.files, [step]), clock.now())
    take_from(desk, clock.now())

    (found,) = dossiers_of(dung)
    with_photograph.refresh_from_db()
    assert with_photograph.dossier == found.dossier.code


def test_uploads_come_along_and_are_looked_at_like_every_upload(with_photograph, dung, desk):
    take_from(desk, clock.now())

    (found,) = dossiers_of(dung)
    (here,) = papers.files_of(found.dossier.code)
    assert str(here.id) not in with_photograph.files
    assert here.mime == "image/jpeg"
    declared = dossiers.declaration_of(found.dossier).answers
    assert declared["notice_photo"] == [str(here.id)]


def test_the_link_of_an_upload_ends_with_the_answer(with_photograph, client, desk):
    (filed,), _ = desk.page(0)
    link = f"/ndxp{filed.files[0].link}"
    assert client.get(link).status_code == 200
    assert client.get(link[:-1] + "x").status_code == 404
    take_from(desk, clock.now())
    assert client.get(link).status_code == 404


def test_an_upload_that_cannot_be_fetched_waits_and_stops_no_other(
    with_photograph, browser, dung, desk, province
):
    other = file(browser, dung, child_name="Khà Minh Đức", notice_code="12345.GCS.67891.26")

    class Torn(FilingDesk):
        def content(self, file: Any) -> bytes:
            raise Unreachable("national", "timeout")

    assert take_from(Torn(desk.portal, desk.files), clock.now()) == 1
    other.refresh_from_db()
    assert other.dossier
    assert take_from(desk, clock.now()) == 1


def test_a_refusal_is_answered_with_its_sentence(browser, dung, desk):
    file(browser, dung)
    again = file(browser, dung)
    assert take_from(desk, clock.now()) == 2

    again.refresh_from_db()
    (found,) = dossiers_of(dung)
    assert found.dossier.code in again.refusal
    assert "Đã có hồ sơ cùng nội dung" in again.refusal
    page = browser.get(f"/portal/dossiers/{again.code}/").text
    assert "Chưa lập được hồ sơ" in page
    assert "Đã có hồ sơ cùng nội dung" in page


def test_a_row_that_cannot_be_read_stops_no_other(browser, dung, desk):
    wrong = file(browser, dung)
    FiledDeclaration.objects.filter(pk=wrong.pk).update(filer="nobody")
    file(browser, dung)

    assert take_from(desk, clock.now()) == 1
    found, _ = desk.page(0)
    assert [type(one) for one in found] == [Malformed]


def test_a_revision_that_the_node_does_not_have_yet_waits(browser, dung, desk):
    one = file(browser, dung)
    FiledDeclaration.objects.filter(pk=one.pk).update(revision=99)
    assert take_from(desk, clock.now()) == 0
    FiledDeclaration.objects.filter(pk=one.pk).update(revision=one.revision)
    assert take_from(desk, clock.now()) == 1


def test_pages_follow_each_other_to_the_end(browser, dung, desk, monkeypatch):
    monkeypatch.setattr("motcua.filing.filed.A_PAGE", 1)
    for number in range(3):
        file(browser, dung, notice_code=f"12345.GCS.6789{number}.26")

    assert take_from(desk, clock.now()) == 3


def test_a_portal_without_the_extension_has_no_such_desk(browser, dung, desk, settings):
    file(browser, dung)
    settings.HUB_EXTENSION = False
    with pytest.raises(Exception, match="Dịch vụ không có trên Cổng"):
        desk.page(0)
    assert not replace(desk, portal=replace(desk.portal, extension="")).is_open


def test_the_first_answer_stays_and_a_strange_one_is_kept_as_dead_letter(browser, dung, desk):
    one = file(browser, dung)
    take_from(desk, clock.now())
    one.refresh_from_db()
    known = one.dossier
    strange = [
        {"MC_Ma": str(one.draft), "MaHoSo": "H44.28.05-261101-0099", "MC_ThongBao": ""},
        {"MC_Ma": str(one.draft), "MaHoSo": "", "MC_ThongBao": ""},
        {"MC_Ma": "nobody's", "MaHoSo": known, "MC_ThongBao": ""},
    ]
    desk.answer(strange)

    one.refresh_from_db()
    assert (one.dossier, one.refusal) == (known, "")
    assert DeadLetter.objects.filter(service="MC_XacNhanHoSoNop").count() == len(strange)


def test_another_province_is_told_nothing(browser, dung, desk):
    from motcua.hub.tests.wires import Province

    one = file(browser, dung)
    stranger = Province("H17")
    told = stranger.call("/ndxp/share", service="MC_LayHoSoNop", MC_MoRong=EXTENSION, sau="0")
    assert told["result"] == []
    data = [{"MC_Ma": str(one.draft), "MaHoSo": "H17.01-261101-0001"}]
    stranger.call("/ndxp/integration", service="MC_XacNhanHoSoNop", data=data)
    one.refresh_from_db()
    assert one.answered_at is None


def test_who_files_is_who_they_are_at_the_node(browser, dung, desk):
    file(browser, dung)
    take_from(desk, clock.now())

    (found,) = dossiers_of(dung)
    filer = Party.objects.get(dossier_code=found.dossier.code, part="filer")
    assert (filer.account, filer.personal_id) == (dung.id, dung.personal_id)
    assert found.dossier.procedure == BIRTH


def test_what_a_node_has_not_fetched_is_measured(browser, dung, desk):
    file(browser, dung)
    told = {one.name: one.samples for one in FilingFigures().collect()}
    (waiting,) = told["motcua_filing_waiting"]
    assert (waiting.labels, waiting.value) == ({"root": "H44"}, 1)
    assert told["motcua_filing_oldest_waiting_seconds"][0].value < 60

    take_from(desk, clock.now())
    assert not any(one.samples for one in FilingFigures().collect())
