from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.cli.main import main
from motcua.dossiers.models import Draft
from motcua.kernel import clock
from motcua.notices.service import inbox, next_downtime

pytestmark = pytest.mark.django_db
ACCOUNT = uuid4()


def in_days(days: int, hour: int) -> str:
    moment = clock.now().replace(hour=hour, minute=0, second=0) + timedelta(days=days)
    return f"{moment:%Y-%m-%dT%H:%M}"


def test_a_pause_is_announced_and_who_has_a_draft_is_told(capsys):
    now = clock.now()
    Draft.objects.create(
        account=ACCOUNT, procedure="1.001193", revision=1, created_at=now, updated_at=now,
        expires_at=now + timedelta(days=30),
    )  # fmt: skip
    assert main(["downtime", "announce", in_days(30, 1), in_days(30, 4), "nâng cấp"]) == 0
    assert "1 people told" in capsys.readouterr().out
    assert "nâng cấp" in inbox(ACCOUNT, None)[0].text
    pause = next_downtime(now)
    assert main(["downtime", "cancel", str(pause.pk)]) == 0
    assert next_downtime(now) is None


def test_a_pause_too_near_is_refused_with_the_first_day_that_may_be(capsys):
    assert main(["downtime", "announce", in_days(2, 1), in_days(2, 4), "nâng cấp"]) == 1
    assert "sớm nhất là ngày" in capsys.readouterr().err


def test_times_that_are_none_are_refused(capsys):
    assert main(["downtime", "announce", "tối mai", "sáng kia", "x"]) == 2
    assert next_downtime(clock.now()) is None
