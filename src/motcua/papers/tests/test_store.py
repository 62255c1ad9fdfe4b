import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.papers import store


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.MOTCUA_HOME = tmp_path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary())
def test_what_is_put_is_what_is_got(content):
    assert store.get(store.put(content)) == content


def test_the_same_bytes_are_kept_once(tmp_path):
    store.put(b"giay")
    store.put(b"giay")

    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert kept.stat().st_mode & 0o077 == 0


def test_bytes_that_changed_on_the_disk_are_never_handed_out(tmp_path):
    digest = store.put(b"giay")
    (tmp_path / "files" / digest[:2] / digest).write_bytes(b"khac")

    with pytest.raises(store.FileLost):
        store.get(digest)


def test_forgotten_bytes_are_gone():
    digest = store.put(b"giay")
    store.forget(digest)

    with pytest.raises(store.FileLost):
        store.get(digest)
