from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from PIL import Image

from motcua.papers import service
from motcua.papers.models import StoredFile
from motcua.papers.tests.cast import NOW

DOSSIER = "H44.28.05-261123-0007"
DUNG, TUYEN = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.MOTCUA_HOME = tmp_path


def a_photograph(shade=200):
    written = BytesIO()
    Image.new("RGB", (60, 40), (shade, shade, shade)).save(written, "JPEG")
    return written.getvalue()


@pytest.mark.django_db
def test_an_upload_is_kept_at_once_and_belongs_to_nobodys_dossier_yet():
    kept = service.keep_upload(DUNG, a_photograph(), "Giấy chứng sinh.png", NOW)

    assert (kept.name, kept.mime, kept.owner) == (
        "Giấy chứng sinh.jpg",
        "image/jpeg",
        str(DUNG),
    )
    assert kept.dossier_code is None
    assert service.open_file(kept.id).startswith(b"\xff\xd8")


@pytest.mark.django_db
def test_a_refused_upload_leaves_nothing_behind(tmp_path):
    refused = service.keep_upload(DUNG, b"MZ" * 100, "a.pdf", NOW)

    assert isinstance(refused, service.Refused)
    assert not StoredFile.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_person_gives_only_their_own_files_to_a_dossier():
    mine = service.keep_upload(DUNG, a_photograph(), "a.jpg", NOW)
    theirs = service.keep_upload(TUYEN, a_photograph(), "b.jpg", NOW)

    with pytest.raises(service.NotTheirs):
        service.attach_files([mine.id, theirs.id], DUNG, DOSSIER)
    with pytest.raises(service.NotTheirs):
        service.attach_files([uuid4()], DUNG, DOSSIER)


@pytest.mark.django_db
def test_giving_the_same_files_twice_is_harmless_and_to_two_dossiers_is_not():
    mine = service.keep_upload(DUNG, a_photograph(), "a.jpg", NOW)
    service.attach_files([mine.id], DUNG, DOSSIER)
    service.attach_files([mine.id], DUNG, DOSSIER)

    assert [kept.id for kept in service.files_of(DOSSIER)] == [mine.id]
    with pytest.raises(service.NotTheirs):
        service.attach_files([mine.id], DUNG, "H44.28.05-261123-0008")


@pytest.mark.django_db
def test_only_its_owner_discards_an_upload_and_only_before_it_is_in_a_dossier():
    kept = service.keep_upload(DUNG, a_photograph(), "a.jpg", NOW)

    assert not service.discard_upload(TUYEN, kept.id)
    service.attach_files([kept.id], DUNG, DOSSIER)
    assert not service.discard_upload(DUNG, kept.id)
    assert service.file(kept.id)


@pytest.mark.django_db
def test_bytes_go_with_the_last_file_that_has_them():
    first = service.keep_upload(DUNG, a_photograph(), "a.jpg", NOW)
    second = service.keep_upload(TUYEN, a_photograph(), "b.jpg", NOW)

    assert service.discard_upload(DUNG, first.id)
    assert service.open_file(second.id)
    digest = StoredFile.objects.get(pk=second.id).digest
    assert service.discard_upload(TUYEN, second.id)
    assert not StoredFile.objects.filter(digest=digest).exists()


@pytest.mark.django_db
def test_uploads_that_no_dossier_took_are_erased_after_a_month():
    old = service.keep_upload(DUNG, a_photograph(), "a.jpg", NOW - timedelta(days=31))
    taken = service.keep_upload(DUNG, a_photograph(90), "b.jpg", NOW - timedelta(days=31))
    service.attach_files([taken.id], DUNG, DOSSIER)

    assert service.erase_expired(NOW) == 1
    assert service.file(old.id) is None
    assert service.open_file(taken.id)


@pytest.mark.django_db(transaction=True)
def test_keeping_and_erasing_the_same_bytes_at_once_never_loses_a_kept_file():
    def keep_and_discard(number):
        kept = service.keep_upload(DUNG, a_photograph(), f"{number}.jpg", NOW)
        if number % 2:
            service.discard_upload(DUNG, kept.id)
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(keep_and_discard, range(24)))

    left = list(StoredFile.objects.values_list("id", flat=True))
    assert len(left) == 12
    assert all(service.open_file(file_id) for file_id in left)
