from datetime import timedelta

import pytest

from motcua.cli.main import main
from motcua.kernel import clock
from motcua.notices.service import next_downtime

pytestmark = pytest.mark.django_db


def in_days(days: int, hour: int) -> str:
    moment = clock.now().replace(hour=hour, minute=0, second=0) + timedelta(days=days)
    return f"{moment:%Y-%m-%dT%H:%M}"


def test_a_pause_is_announced_and_called_off_with_a_reason(capsys):
    now = clock.now()
    assert main(["downtime", "announce", in_days(30, 1), in_days(30, 4), "nâng cấp"]) == 0
    pause = next_downtime(now)
    assert main(["downtime", "cancel", str(pause.pk), " "]) == 1
    assert "lý do" in capsys.readouterr().err
    assert main(["downtime", "cancel", str(pause.pk), "dời sang tháng sau"]) == 0
    assert next_downtime(now) is None


def test_a_pause_too_near_is_refused_with_the_first_day_that_may_be(capsys):
    assert main(["downtime", "announce", in_days(2, 1), in_days(2, 4), "nâng cấp"]) == 1
    assert "sớm nhất là ngày" in capsys.readouterr().err


def test_times_that_are_none_are_refused(capsys):
    assert main(["downtime", "announce", "tối mai", "sáng kia", "x"]) == 2
    assert next_downtime(clock.now()) is None
