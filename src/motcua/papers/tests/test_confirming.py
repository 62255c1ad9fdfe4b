from __future__ import annotations

import subprocess
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.exchange.clients.confirmed_signing import Credential, NotConfirmed
from motcua.exchange.errors import Refused, Unreachable
from motcua.kernel.bad_input import BadInput
from motcua.kernel.clock import local_day
from motcua.papers import confirming, endorsing, registering, service, store
from motcua.papers.authority import issue_certificate, make_authority
from motcua.papers.models import Signature, SigningMeans, SigningRequest
from motcua.papers.tests.cast import AGENCY, COMMUNE, HUY, NOW
from motcua.papers.tests.samples import CERTIFICATE
from motcua.papers.tests.second_opinion import poppler
from motcua.papers.tests.timestamps import TimestampsOfTests

pytestmark = pytest.mark.django_db
SIGNER = service.Signer(HUY.ref, "Nguyễn Quốc Huy", AGENCY, "Phó Chủ tịch", "KT. CHỦ TỊCH")
SEAL = service.Signer(COMMUNE.ref, AGENCY, AGENCY)
LATER = NOW + timedelta(seconds=3)


class Telephone:
    """A signing service whose holder presses when a test says so."""

    def __init__(self, key, most=50):
        self.key, self.most = key, most
        self.rung: dict[str, str] = {}
        self.open: dict[str, list[bytes]] = {}
        self.pressed = "not yet"
        self.down = False
        self.forged = False

    def __call__(self):
        return self

    def credential(self, handle):
        if handle != "SCA-1":
            raise Refused("remote_signing", "invalid_request")
        return Credential(self.key.certificates, enabled=True)

    def ask(self, handle, digests, reference, words):
        self.rung[reference] = words
        waiting = {digest for key, kept in self.open.items() if key != reference for digest in kept}
        assert not waiting & {*digests}, "two questions are open for one paper"
        self.open[reference] = digests
        self._answer_or_break()
        return f"asked-{reference}"

    def answer(self, handle, question, digests):
        self._answer_or_break()
        if self.pressed == "not yet":
            return ()
        self.open.pop(question.removeprefix("asked-"))
        if self.pressed != "confirmed":
            raise NotConfirmed("remote_signing", self.pressed)
        private = load_pem_private_key(self.key.key.read_bytes(), None)
        if self.forged:
            private = ec.generate_private_key(ec.SECP256R1())
        prehashed = ec.ECDSA(utils.Prehashed(hashes.SHA256()))
        return tuple(private.sign(digest, prehashed) for digest in digests)

    def _answer_or_break(self):
        if self.down:
            raise Unreachable("remote_signing", "timeout")


@pytest.fixture
def stamps(settings, tmp_path):
    settings.MOTCUA_HOME = tmp_path
    make_authority(tmp_path / "keys", NOW)
    made = TimestampsOfTests(NOW)
    (tmp_path / "keys" / "timestamp").mkdir()
    (tmp_path / "keys" / "timestamp" / "tests.pem").write_bytes(made.root_pem)
    return made


@pytest.fixture
def telephone(stamps, tmp_path) -> Telephone:
    return Telephone(issue_certificate(tmp_path / "keys", HUY))


@pytest.fixture
def services(telephone):
    return {"remote": telephone, "sim": telephone}


@pytest.fixture(autouse=True)
def means(telephone, services, monkeypatch):
    monkeypatch.setattr(registering, "SERVICES", services)
    return record("SCA-1")


def record(handle, **other):
    told = {"holder": "Nguyễn Quốc Huy", "style": "remote", "first_day": local_day(NOW)} | other
    new = service.NewMeans(signer=HUY.ref, agency="H44.28.05", handle=handle, **told)
    return service.register_means(new, uuid4(), NOW)


def a_paper(number=1):
    code = f"H44.28.05-261123-{number:04}"
    return service.order_paper(
        "birth-certificate", code, CERTIFICATE, NOW, cause="signing", about="Bùi Khà Minh An"
    )


def sign(paper, at=NOW, stamps=None):
    return service.sign_now(paper.id, SIGNER, at, stamps)


def note(paper):
    return service.paper(paper.dossier_code, "birth-certificate").note


def rounds(services, at=LATER, count=2):
    for number in range(count):
        service.follow_requests(at + timedelta(seconds=3 * number), services)


def test_a_signature_waits_in_sight_until_its_holder_has_confirmed(telephone, services, stamps):
    paper = a_paper()
    assert not sign(paper).signed
    assert note(paper) == "Đang gửi yêu cầu ký đến điện thoại của Nguyễn Quốc Huy"
    rounds(services)
    (words,) = telephone.rung.values()
    number = words[-4:]
    assert words == f"Ký 1 giấy tờ. Mã đối chiếu {number}"
    assert note(paper) == (
        f"Chờ Nguyễn Quốc Huy xác nhận ký trên điện thoại, mã đối chiếu {number}"
    )
    telephone.pressed = "confirmed"
    rounds(services, LATER + timedelta(seconds=9))
    assert sign(paper, stamps=stamps).signed


@poppler
def test_poppler_finds_the_confirmed_signature_valid_and_timestamped(
    telephone, services, stamps, tmp_path
):
    paper = a_paper()
    sign(paper)
    telephone.pressed = "confirmed"
    rounds(services)
    sign(paper, stamps=stamps)
    issue_certificate(tmp_path / "keys", COMMUNE)
    sealed = service.seal_now(paper.id, SEAL, NOW, stamps)
    kept = tmp_path / "signed.pdf"
    kept.write_bytes(service.open_file(sealed.file_id))
    told = subprocess.run(["pdfsig", kept], capture_output=True, text=True).stdout
    assert told.count("Signature is Valid.") == 2
    assert told.count("Signature Type: ETSI.CAdES.detached") == 2


def test_papers_of_one_press_are_confirmed_at_once(telephone, services, stamps):
    made = [a_paper(number) for number in range(3)]
    for paper in made:
        sign(paper)
    rounds(services, NOW + timedelta(seconds=1))
    assert len(telephone.rung) == 1
    assert "Ký 3 giấy tờ" in next(iter(telephone.rung.values()))
    telephone.pressed = "confirmed"
    rounds(services, LATER + timedelta(seconds=6))
    assert all(sign(paper, stamps=stamps).signed for paper in made)


def test_what_comes_while_a_telephone_rings_waits_for_the_next_question(telephone, services):
    telephone.most = 1
    for number in range(2):
        sign(a_paper(number))
    rounds(services, count=3)
    assert len(telephone.rung) == 1
    telephone.pressed = "confirmed"
    rounds(services, LATER + timedelta(seconds=9), count=3)
    assert len(telephone.rung) == 2


def test_a_service_that_is_down_is_asked_again_under_the_same_reference(telephone, services):
    paper = a_paper()
    sign(paper)
    telephone.down = True
    rounds(services)
    assert note(paper) == "Chưa gửi được yêu cầu ký đến dịch vụ ký số. Hệ thống tự gửi lại"
    telephone.down = False
    rounds(services, LATER + timedelta(minutes=5))
    assert len(telephone.rung) == 1
    assert "xác nhận ký trên điện thoại" in note(paper)


@pytest.mark.parametrize(
    ("pressed", "said"),
    [
        ("user_refused", "Chưa ký: Nguyễn Quốc Huy đã từ chối xác nhận trên điện thoại"),
        (
            "pin_blocked",
            "Chưa ký: mã PIN ký số của Nguyễn Quốc Huy đã bị khóa. Liên hệ nhà mạng để mở khóa",
        ),
    ],
)
def test_who_refused_is_asked_again_only_when_they_say_so(telephone, services, pressed, said):
    paper = a_paper()
    sign(paper)
    telephone.pressed = pressed
    rounds(services)
    rounds(services, LATER + timedelta(hours=1))
    sign(paper, LATER + timedelta(hours=2))
    assert (note(paper), len(telephone.rung)) == (said, 1)
    assert service.ask_again(paper.id, HUY.ref)
    endorsing.make_ordered(Signature.objects.get().pk, LATER + timedelta(hours=3))
    rounds(services, LATER + timedelta(hours=3, seconds=3))
    assert len(telephone.rung) == 2


def test_who_did_not_answer_in_time_is_asked_again_by_itself(telephone, services, stamps):
    paper = a_paper()
    sign(paper)
    telephone.pressed = "user_too_late"
    rounds(services)
    assert note(paper) == (
        "Nguyễn Quốc Huy chưa xác nhận trên điện thoại trong thời hạn. "
        "Hệ thống tự gửi lại yêu cầu lúc 10:13 (lần 2 trên 3)"
    )
    assert not service.paper(paper.dossier_code, "birth-certificate").signatures[0].not_confirmed
    telephone.pressed = "confirmed"
    rounds(services, LATER + timedelta(seconds=30))
    assert len(telephone.rung) == 1
    rounds(services, LATER + timedelta(minutes=2))
    assert len(telephone.rung) == 2
    assert sign(paper, stamps=stamps).signed


@pytest.mark.parametrize(
    ("pressed", "said"),
    [
        (
            "user_too_late",
            "Chưa ký: Nguyễn Quốc Huy không xác nhận trên điện thoại sau các lần gửi yêu cầu",
        ),
        ("user_unreachable", "Chưa ký: điện thoại của Nguyễn Quốc Huy không liên lạc được"),
    ],
)
def test_after_three_questions_nobody_is_asked_any_more(telephone, services, pressed, said):
    paper = a_paper()
    sign(paper)
    telephone.pressed = pressed
    for hour in range(6):
        rounds(services, LATER + timedelta(hours=hour))
    assert (note(paper), len(telephone.rung)) == (said, 3)
    assert service.ask_again(paper.id, HUY.ref)


def test_papers_behind_one_that_nobody_confirmed_ring_no_telephone(telephone, services):
    telephone.most, telephone.pressed = 1, "user_too_late"
    made = [a_paper(number) for number in range(3)]
    for paper in made:
        sign(paper)
    for hour in range(6):
        rounds(services, LATER + timedelta(hours=hour))
    assert len(telephone.rung) == 3
    assert {note(paper) for paper in made} == {
        "Chưa ký: Nguyễn Quốc Huy không xác nhận trên điện thoại sau các lần gửi yêu cầu"
    }


def test_who_comes_back_and_signs_more_is_asked_at_once(telephone, services):
    sign(a_paper())
    telephone.pressed = "user_too_late"
    rounds(services)
    telephone.pressed = "not yet"
    back = LATER + timedelta(seconds=20)
    sign(a_paper(2), back)
    rounds(services, back + timedelta(seconds=1))
    assert len(telephone.rung) == 2


def test_who_got_another_key_meanwhile_is_not_asked_with_the_old_one(telephone, services, means):
    sign(a_paper())
    service.end_means(HUY.ref, means.id, local_day(NOW) - timedelta(days=1))
    telephone.pressed = "user_too_late"
    rounds(services)
    rounds(services, LATER + timedelta(hours=1))
    assert len(telephone.rung) == 1


def test_a_question_that_its_service_never_ends_is_given_up(telephone, services):
    paper = a_paper()
    sign(paper)
    rounds(services)
    rounds(services, LATER + timedelta(minutes=29))
    assert "xác nhận ký trên điện thoại" in note(paper)
    rounds(services, LATER + timedelta(minutes=31))
    assert service.paper(paper.dossier_code, "birth-certificate").signatures[0].not_confirmed
    assert len(telephone.rung) == 1


def test_somebody_else_cannot_have_the_signer_asked(telephone, services):
    paper = a_paper()
    sign(paper)
    telephone.pressed = "user_refused"
    rounds(services)
    assert not service.ask_again(paper.id, "another")


def test_a_confirmed_signature_outlives_a_timestamp_authority_that_is_down(
    telephone, services, stamps
):
    class Down:
        def stamp(self, request_der):
            raise Unreachable("timestamp", "timeout")

    paper = a_paper()
    sign(paper)
    telephone.pressed = "confirmed"
    rounds(services)
    with pytest.raises(Unreachable):
        sign(paper, stamps=Down())
    assert "chưa lấy được dấu thời gian" in note(paper)
    assert sign(paper, LATER + timedelta(hours=1), stamps).signed
    assert len(telephone.rung) == 1


def test_a_signature_that_does_not_verify_is_never_kept(telephone, services, stamps):
    paper = a_paper()
    sign(paper)
    telephone.pressed, telephone.forged = "confirmed", True
    rounds(services)
    with pytest.raises(service.CannotSign):
        sign(paper, stamps=stamps)
    found = service.paper(paper.dossier_code, "birth-certificate")
    assert found.signatures[0].not_confirmed
    assert "không kiểm tra được nên chưa dùng" in found.note
    endorsing.make_ordered(Signature.objects.get().pk, NOW)  # the job again: nothing new


def test_confirmed_signatures_are_put_into_their_papers_by_jobs(telephone, services):
    sign(a_paper())
    telephone.pressed = "confirmed"
    rounds(services)
    jobs = ProcrastinateJob.objects.filter(task_name="papers.sign")
    assert [job.args for job in jobs] == [{"signature_id": Signature.objects.get().pk}]


def test_two_workers_make_one_question(telephone, services):
    sign(a_paper())
    confirming._gather(HUY.ref, LATER, services)
    confirming._gather(HUY.ref, LATER, services)
    assert SigningRequest.objects.count() == 1


def test_a_dropped_paper_says_that_it_was_not_signed():
    paper = a_paper()
    sign(paper)
    service.drop(paper.id)
    assert note(paper) == "Không được ký; bản ký sau thay bản này"
    assert service.results_of([paper.dossier_code]) == {}


def test_what_waited_for_a_telephone_is_erased_once_it_is_signed(
    telephone, services, stamps, django_capture_on_commit_callbacks
):
    paper = a_paper()
    sign(paper)
    document = Signature.objects.get().prepared["document"]
    telephone.pressed = "confirmed"
    rounds(services)
    with django_capture_on_commit_callbacks(execute=True):
        sign(paper, stamps=stamps)
    with pytest.raises(service.FileLost):
        store.get(document)


def test_a_certificate_in_another_name_is_refused():
    with pytest.raises(BadInput, match="của Nguyễn Quốc Huy, không phải của Vi Văn Thành"):
        record("SCA-1", holder="Vi Văn Thành")


def test_a_key_that_the_service_does_not_know_is_refused():
    with pytest.raises(BadInput, match="không có mã hoặc số này"):
        record("SCA-2")


def test_the_means_of_the_day_is_used_and_then_the_file_again(means):
    service.end_means(HUY.ref, means.id, local_day(NOW))
    tomorrow = local_day(NOW) + timedelta(days=1)
    held = [service.held_by([HUY.ref], day)[HUY.ref].style for day in (local_day(NOW), tomorrow)]
    assert held == ["Ký số từ xa", "Khóa trên máy chủ"]
    assert SigningMeans.objects.get().last_day == local_day(NOW)
