import random

import pytest
from django.db import connection

from motcua.cli.main import main
from motcua.hub.models import HubDossier, HubProgress
from motcua.hub.rebuilding import rebuild
from motcua.hub.tests.wires import CODE, Province, a_dossier, a_step

pytestmark = [pytest.mark.django_db, pytest.mark.urls("motcua.urls_hub")]


@pytest.fixture
def province() -> Province:
    return Province()


def rows() -> list[list[dict]]:
    steps = HubProgress.objects.order_by("dossier_id", "sequence", "digest")
    return [list(HubDossier.objects.order_by("code").values()), list(steps.values())]


def a_history(province: Province, chance: random.Random) -> None:
    """Send what provinces send: mixed wires, older snapshots, repetitions, bad items."""
    codes = [f"H44.28.05-261121-{number:04}" for number in range(1, 9)]
    for code in codes:
        province.snapshots((a_dossier(MaHoSo=code), 1))
    for turn in range(60):
        code, number = chance.choice(codes), chance.randint(1, 9)
        dossier = a_dossier(MaHoSo=code, TrangThaiHoSo=str(number), GhiChu=str(turn % 5))
        step = a_step(MaHoSo=code, TrangThai=str(number), ThoiDiemXuLy=f"202611230{number}0000")
        send = chance.randrange(5)
        if send == 0:
            province.send(dossier, updating="True")
        elif send == 1:
            province.tell(step)
        elif send == 2:
            province.steps((step, 10 + number), ({}, 1), (step, 20 + turn % 3))
        else:
            province.snapshots((dossier, number), (a_dossier(), number), ({}, 2))


@pytest.mark.parametrize("seed", range(4))
def test_stored_messages_fold_to_the_present_rows(province, seed):
    a_history(province, random.Random(seed))
    present = rows()
    done = rebuild(lambda _: None)
    assert (done.changed, done.unreadable) == (0, 0)
    assert done.items > 60
    assert rows() == present


def test_rows_that_were_spoilt_are_made_right(province):
    a_history(province, random.Random(7))
    right = rows()
    HubDossier.objects.update(status=8, steps=99)
    HubProgress.objects.filter(status__lt=4).update(content="spoilt")
    HubProgress.objects.filter(status__gt=7).delete()
    assert rows() != right
    assert rebuild(lambda _: None).changed > 0
    for one in (*right[1], *(now := rows())[1]):
        one.pop("id")
    assert now == right


def test_rows_that_were_lost_come_back_and_invented_ones_go(province):
    province.snapshots((a_dossier(), 1))
    province.steps((a_step(), 2))
    right = HubDossier.objects.values().get()
    HubProgress.objects.all().delete()
    found = HubDossier.objects.get()
    HubDossier.objects.all().delete()
    found.code = "H44.28.05-261123-0099"
    found.save()
    rebuild(lambda _: None)
    assert HubDossier.objects.values().get() == right
    assert HubProgress.objects.get().dossier_id == CODE


def test_the_command_tells_what_it_did(province, capsys):
    province.snapshots((a_dossier(), 1))
    HubDossier.objects.update(status=9)
    assert main(["hub", "rebuild"]) == 0
    assert "1 rows differed" in capsys.readouterr().out
    assert main(["hub", "rebuild", "--json"]) == 0
    assert '"changed": 0' in capsys.readouterr().out


def test_a_rebuild_leaves_no_table_behind_that_others_see(province):
    rebuild(lambda _: None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'rebuilt%%'"
        )
        assert cursor.fetchone() == (0,)
