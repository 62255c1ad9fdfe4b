from __future__ import annotations

import json
import logging

import pytest
from django.db import transaction

from motcua.accounts.models import Account
from motcua.dossiers.tests import births
from motcua.dossiers.tests.cast import at
from motcua.kernel import clock

log = logging.getLogger("motcua.somewhere")
PERSONAL = ("017199001234", "Khà Thị Dung", "Bùi Khà Minh An", "1999-05-02")


def test_a_line_is_one_json_object_with_its_extra_values(log_lines):
    log.warning("two\nlines", extra={"dossier": "H44.28.05-261123-0001", "count": 2, "odd": [1]})
    (line,) = log_lines()
    said = json.loads(line)
    assert said["event"] == "two\nlines"
    assert (said["dossier"], said["count"]) == ("H44.28.05-261123-0001", 2)
    assert "odd" not in said


def test_a_trace_says_where_it_happened_but_not_what_was_typed(log_lines):
    try:
        int("017199001234 Khà Thị Dung")
    except ValueError:
        log.exception("failed")
    (line,) = log_lines()
    assert "test_logs.py" in json.loads(line)["trace"]
    assert "ValueError" in line
    assert not _personal(line)


def test_a_trace_keeps_what_the_system_says_about_itself(log_lines):
    try:
        raise ConnectionRefusedError("port 5432 refused")
    except OSError as cause:
        error = RuntimeError("Khà Thị Dung")
        error.__cause__ = cause
    log.error("failed", exc_info=error)
    trace = json.loads(log_lines()[0])["trace"]
    assert trace.index("port 5432 refused") < trace.index("RuntimeError")
    assert not _personal(trace)


@pytest.mark.django_db
def test_the_database_s_own_words_about_a_person_stay_out(log_lines):
    for username in ("one", "two"):
        try:
            with transaction.atomic():
                Account.objects.create(
                    username=username, personal_id=PERSONAL[0], created_at=clock.now()
                )
        except Exception:
            log.exception("not kept")
    (line,) = log_lines()
    assert "IntegrityError" in line
    assert not _personal(line)


@pytest.mark.django_db(transaction=True)
def test_submitting_and_failing_to_verify_logs_the_dossier_and_nobody(log_lines, settings):
    from motcua.dossiers.following import follow_one

    births.load_agencies()
    code = births.declared(at(23, 8))
    follow_one(code, 1)
    lines = log_lines()
    assert any('"outcome": "connection"' in line for line in lines)
    assert not [line for line in lines if _personal(line)]


def _personal(text: str) -> list[str]:
    return [part for part in PERSONAL if part in text]
