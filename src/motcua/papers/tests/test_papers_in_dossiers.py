import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.exchange.clients import timestamp
from motcua.exchange.errors import Unreachable
from motcua.papers import service, store, tasks, typeset
from motcua.papers.authority import issue_certificate, make_authority, revoke_certificate
from motcua.papers.models import Paper, Signature, StoredFile
from motcua.papers.tests.cast import COMMUNE, HUY, NOW
from motcua.papers.tests.samples import CERTIFICATE, RECEIPT
from motcua.papers.tests.timestamps import TimestampsOfTests

pytestmark = pytest.mark.django_db
DOSSIER = "H44.28.05-261123-0007"
SIGNER = service.Signer(
    ref=HUY.ref,
    name=HUY.name,
    agency=HUY.agency,
    title="Phó Chủ tịch",
    prefix="KT. CHỦ TỊCH",
)
SEAL = service.Signer(ref=COMMUNE.ref, name=COMMUNE.name, agency=COMMUNE.agency)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.MOTCUA_HOME = tmp_path
    settings.DEMO = True
    make_authority(tmp_path / "keys", NOW)
    for holder in (HUY, COMMUNE):
        issue_certificate(tmp_path / "keys", holder)


@pytest.fixture
def timestamps(settings):
    authority = TimestampsOfTests(NOW)
    folder = settings.MOTCUA_HOME / "keys" / "timestamp"
    folder.mkdir()
    (folder / "tests.pem").write_bytes(authority.root_pem)
    return authority


class Down:
    def stamp(self, request_der):
        raise Unreachable("timestamp", "timeout")


def a_certificate(cause="registered"):
    return service.order_paper(
        "birth-certificate", DOSSIER, CERTIFICATE, NOW, cause=cause, about="Bùi Khà Minh An"
    )


def a_receipt(cause="received"):
    return service.order_paper("form-01", DOSSIER, RECEIPT, NOW, cause=cause, about="Khà Thị Dung")


def an_issued_certificate(timestamps):
    ordered = a_certificate()
    service.sign_now(ordered.id, SIGNER, NOW, timestamps)
    return service.seal_now(ordered.id, SEAL, NOW, timestamps)


def jobs(name):
    return list(ProcrastinateJob.objects.filter(task_name=name).values_list("args", flat=True))


def test_an_order_and_its_job_stand_or_fall_with_the_callers_transaction():
    with pytest.raises(IntegrityError), transaction.atomic():
        a_receipt()
        StoredFile.objects.create(id=None, size=None)

    assert not Paper.objects.exists()
    assert not jobs("papers.render")


def test_ordering_twice_for_one_cause_gives_one_paper_and_one_job():
    first, again = a_receipt(), a_receipt()

    assert first == again
    assert jobs("papers.render") == [{"paper_id": str(first.id)}]


def test_another_cause_gives_another_paper_and_the_newest_is_shown():
    a_receipt()
    later = service.order_paper(
        "form-01", DOSSIER, RECEIPT, NOW + timedelta(hours=1), cause="again", about="Khà Thị Dung"
    )

    assert service.paper(DOSSIER, "form-01") == later
    assert len(service.papers_of(DOSSIER)) == 2


def test_rendering_twice_makes_one_file():
    ordered = a_receipt()
    tasks.render(str(ordered.id))
    tasks.render(str(ordered.id))

    ready = service.paper(DOSSIER, "form-01")
    assert (ready.state, ready.note) == ("ready", "")
    assert service.open_file(ready.file_id).startswith(b"%PDF-")
    assert StoredFile.objects.count() == 1


def test_a_paper_that_cannot_be_printed_says_why_and_is_printed_once_mended():
    ordered = a_receipt()
    Paper.objects.filter(pk=ordered.id).update(data={"issued_at": RECEIPT["issued_at"]})

    with pytest.raises(typeset.CannotTypeset):
        service.render_now(ordered.id)
    failed = service.paper(DOSSIER, "form-01")
    assert failed.state == "failed"
    assert failed.failure and failed.note

    Paper.objects.filter(pk=ordered.id).update(data=RECEIPT)
    assert service.render_now(ordered.id).state == "ready"


def test_signed_and_sealed_the_certificate_is_issued(timestamps):
    ordered = a_certificate()
    assert service.issued(DOSSIER) is None

    signed = service.sign_now(ordered.id, SIGNER, NOW, timestamps)
    assert signed.issued_at is None

    sealed = service.seal_now(ordered.id, SEAL, NOW, timestamps)
    assert sealed.issued_at == NOW
    assert [s.role for s in sealed.signatures] == ["person", "agency"]
    assert service.issued(DOSSIER) == sealed


def test_signing_and_sealing_twice_changes_nothing(timestamps):
    once = an_issued_certificate(timestamps)
    files = StoredFile.objects.count()

    service.sign_now(once.id, SIGNER, NOW + timedelta(hours=1), timestamps)
    twice = service.seal_now(once.id, SEAL, NOW + timedelta(hours=1), timestamps)

    assert twice == once
    assert StoredFile.objects.count() == files


def test_without_a_timestamp_the_paper_waits_visibly_and_is_signed_later(timestamps):
    ordered = a_certificate()

    with pytest.raises(Unreachable):
        service.sign_now(ordered.id, SIGNER, NOW, Down())
    waiting = service.paper(DOSSIER, "birth-certificate")
    assert waiting.signatures[0].obstacle == "timeout"
    assert "chưa lấy được dấu thời gian" in waiting.note

    signed = service.sign_now(ordered.id, SIGNER, NOW + timedelta(hours=2), timestamps)
    assert signed.note == ""
    assert signed.signatures[0].signed_at == NOW + timedelta(hours=2)


def test_a_timestamp_of_an_authority_we_do_not_know_is_not_kept(timestamps):
    ordered = a_certificate()

    with pytest.raises(service.CannotSign, match="not_timestamped"):
        service.sign_now(ordered.id, SIGNER, NOW, TimestampsOfTests(NOW))

    assert Signature.objects.get().signed_at is None
    assert "dấu thời gian nhận về không hợp lệ" in service.paper(DOSSIER, "birth-certificate").note


def test_a_signer_whose_certificate_was_revoked_cannot_sign(timestamps, settings):
    revoke_certificate(settings.MOTCUA_HOME / "keys", HUY.ref, NOW)

    with pytest.raises(service.NoCertificate):
        service.sign_now(a_certificate().id, SIGNER, NOW, timestamps)
    assert "chứng thư số" in service.paper(DOSSIER, "birth-certificate").note


@pytest.mark.django_db(transaction=True)
def test_a_seal_never_throws_away_a_signature_made_while_it_was_stamped(timestamps):
    ordered = a_certificate()

    class Meanwhile:
        def stamp(self, request_der):
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(sign_elsewhere).result()
            return timestamps.stamp(request_der)

    def sign_elsewhere():
        service.sign_now(ordered.id, SIGNER, NOW, timestamps)
        connection.close()

    with pytest.raises(service.Overtaken):
        service.seal_now(ordered.id, SEAL, NOW, Meanwhile())

    sealed = service.seal_now(ordered.id, SEAL, NOW, timestamps)
    assert all(s.signed_at for s in sealed.signatures)


def test_an_ordered_signature_is_a_job_of_the_same_transaction():
    ordered = a_certificate()
    service.order_signature(ordered.id, SIGNER, NOW)
    service.order_signature(ordered.id, SIGNER, NOW)

    (signature,) = Signature.objects.all()
    assert {"signature_id": signature.pk} in jobs("papers.sign")


@pytest.mark.django_db(transaction=True)
def test_the_worker_renders_then_signs_then_seals(timestamps, monkeypatch):
    monkeypatch.setattr(timestamp, "authority", lambda: timestamps)
    ordered = a_certificate()
    service.order_signature(ordered.id, SIGNER, NOW)
    service.order_seal(ordered.id, SEAL, NOW)

    async def one_round():
        worker = app.with_connector(app.connector.get_worker_connector())
        async with worker.open_async():
            await worker.run_worker_async(wait=False, install_signal_handlers=False)

    for _ in range(3):  # a round takes the first of the jobs that share a paper's lock
        asyncio.run(one_round())

    sealed = service.issued(DOSSIER)
    person, agency = sealed.signatures
    assert person.signed_at <= agency.signed_at == sealed.issued_at


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (Unreachable("timestamp", "timeout"), True),
        (service.CannotSign("not_timestamped"), True),
        (service.Overtaken("x"), True),
        (service.NoCertificate("x"), True),
        (typeset.CannotTypeset("x"), False),
    ],
)
@pytest.mark.parametrize("attempts", [0, 3, 5_000])
def test_signing_is_retried_for_ever_while_another_system_is_silent(error, again, attempts):
    job = type("Job", (), {"attempts": attempts})()

    decision = tasks.UntilAnswered().get_retry_decision(exception=error, job=job)

    assert (decision is not None) == again


def test_a_code_shows_kind_agency_day_and_masked_name_and_no_more(timestamps):
    issued = an_issued_certificate(timestamps)
    code = issued.check_url.rsplit("/", 1)[1]

    found = service.check_by_code(f" {code[:8].upper()}-{code[8:]} ")

    assert found.sentence == (
        "Giấy khai sinh do Ủy ban nhân dân xã Mai Châu cấp ngày 23/11/2026, đang có hiệu lực."
    )
    assert found.masked_name == "Bùi K** M*** A*"


def test_a_paper_that_is_not_issued_yet_cannot_be_checked(timestamps):
    ordered = a_certificate()
    service.sign_now(ordered.id, SIGNER, NOW, timestamps)

    assert service.check_by_code(ordered.check_url.rsplit("/", 1)[1]) is None


def test_a_draft_has_no_code_to_check():
    draft = service.order_paper(
        "birth-certificate-draft", DOSSIER, CERTIFICATE, NOW, cause="draft", about="An"
    )
    service.render_now(draft.id)

    assert service.check_by_code(draft.check_url.rsplit("/", 1)[1]) is None


def test_a_revoked_paper_says_so_and_is_no_result_any_more(timestamps):
    issued = an_issued_certificate(timestamps)
    service.revoke(issued.id, "Khai sinh hai lần", NOW + timedelta(days=1))
    service.revoke(issued.id, "lý do khác", NOW + timedelta(days=2))

    found = service.check_by_code(issued.check_url.rsplit("/", 1)[1])

    assert not found.valid
    assert "đã bị thu hồi, hủy bỏ ngày 24/11/2026" in found.sentence
    assert service.issued(DOSSIER) is None


def test_an_uploaded_certificate_is_recognised_as_ours(timestamps):
    pdf = service.open_file(an_issued_certificate(timestamps).file_id)

    request = service.order_check(pdf, NOW)
    assert service.check_answer(request, NOW) == {}
    service.check_now(request, NOW)

    answer = service.check_answer(request, NOW)
    assert answer["verdict"] == "genuine"
    assert answer["paper"]["masked_name"] == "Bùi K** M*** A*"


def test_a_revoked_certificate_is_known_even_with_bytes_that_nobody_signed_changed(timestamps):
    issued = an_issued_certificate(timestamps)
    pdf = service.open_file(issued.file_id)
    service.revoke(issued.id, "Khai sinh hai lần", NOW + timedelta(days=1))
    padding = pdf.rindex(b"0" * 100)
    padded = pdf[:padding] + b"\n" + pdf[padding + 1 :]

    later = NOW + timedelta(days=2)
    for content in (pdf, padded):
        answer = service.check_now(service.order_check(content, later), later)
        assert answer["verdict"] == "paper_revoked"
        assert not answer["paper"]["valid"]


def test_a_strangers_upload_for_checking_is_bounded_and_short_lived():
    assert isinstance(service.order_check(b"MZ" * 100, NOW), service.Refused)
    assert isinstance(service.order_check(b"%PDF-" + b"0" * 21 * 1024**2, NOW), service.Refused)
    content = b"%PDF-1.7 rubbish"
    request = service.order_check(content, NOW)
    tasks.check(str(request))

    assert service.check_answer(request, NOW)["verdict"] == "unreadable"
    assert service.check_answer(request, NOW + timedelta(hours=2)) is None
    assert service.erase_expired(NOW + timedelta(hours=2)) == 1
    with pytest.raises(service.FileLost):
        store.get(store.digest_of(content))


def test_web_workers_never_load_the_typesetter_or_the_signer():
    code = (
        "import django, sys; django.setup(); import motcua.papers.service, motcua.papers.tasks;"
        "print(*sorted({m.split('.')[0] for m in sys.modules} & {'typst', 'pyhanko', 'asn1crypto'}))"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.split() == []
