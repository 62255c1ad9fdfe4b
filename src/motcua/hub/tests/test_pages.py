import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.accounts.service import Account, Post
from motcua.agencies import service as agencies
from motcua.hub.models import DeadLetter, HubDossier, Message
from motcua.hub.standing import due_words
from motcua.hub.tests.wires import CODE, Province, a_dossier, a_step
from motcua.kernel import clock
from motcua.kernel.clock import HANOI
from motcua.kernel.parameters import parameters

pytestmark = [pytest.mark.django_db, pytest.mark.urls("motcua.hub.tests.urls_with_errors")]
OPEN_TO_ALL = {"login", "integration", "share"}  # the wire has sessions of its own


def official(client, role: str = "oversight", *, verified: bool = True) -> None:
    account = Account.objects.create(
        kind="official", username=f"emc-{role}", full_name="Lê Thu Hà", created_at=clock.now()
    )
    office = {"code": "G22", "name": "Văn phòng", "kind": "ministry"}
    agencies.load([{**office, "valid_from": date(2020, 1, 1)}])
    Post.objects.create(
        account=account,
        agency_id="G22",
        role=role,
        title="Chuyên viên",
        valid_from=date(2020, 1, 1),
    )
    client.force_login(account)
    if verified:
        device = TOTPDevice.objects.create(user=account, confirmed=True)
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()


def addresses() -> list[str]:
    number = Message.objects.filter(service="DongBoHoSoMC").first().id
    letter = DeadLetter.objects.first().id
    filled = {"code": CODE, "number": str(number), "root": "H44"}
    routes = [
        one for one in get_resolver("motcua.hub.urls").url_patterns if one.name not in OPEN_TO_ALL
    ]
    found = []
    for route in routes:
        text = str(route.pattern).replace("refused/<int:number>", f"refused/{letter}")
        for name, value in filled.items():
            text = text.replace(f"<str:{name}>", value).replace(f"<int:{name}>", value)
        found.append("/" + text)
    return found


@pytest.fixture
def province() -> Province:
    one = Province()
    one.send(a_dossier())
    one.tell(a_step())
    one.snapshots((a_dossier(TrangThaiHoSo="99"), 1))
    return one


def test_every_page_opens_for_oversight(client, province):
    official(client)
    for address in addresses():
        assert client.get(address).status_code == 200, address


def test_no_page_opens_for_strangers_other_roles_or_half_a_sign_in(client, province):
    for address in addresses():
        assert client.get(address).status_code == 302, address
    official(client, verified=False)
    for address in addresses():
        assert client.get(address).status_code == 302, address
    client.logout()
    official(client, "receiver")
    for address in addresses():
        assert client.get(address).status_code == 403, address


def test_an_address_that_is_none_gets_the_hub_s_own_page(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "Về danh sách hồ sơ" in answer.content.decode()


def test_the_list_finds_dossiers_by_agency_state_and_due_time(client, province):
    official(client)
    for query, found in [
        ("agency=H44", True),
        ("agency=h44.28.05", True),
        ("agency=H17", False),
        ("show=2", True),
        ("show=9", False),
        ("show=finished_late", False),
        ("show=nonsense&after=x&agency=%00", True),
        ("after=2020-01-01~a", True),
        ("after=2020-01-01T00:00:00Z~%00", True),
    ]:
        page = client.get(f"/?{query}").content.decode()
        assert ("dossiers/" + CODE in page) is found, query


def test_a_list_goes_on_where_its_page_ended_and_ends(client, province):
    official(client)
    codes = {f"H44.28.05-261121-{number:04}" for number in range(1, 121)}
    province.snapshots(*((a_dossier(MaHoSo=code), 1) for code in codes))
    for path in ("/?agency=H44", "/?agency=H44.28.05&show=2", "/?agency=H44&show=silent"):
        seen, after = [], ""
        for _ in range(4):
            page = client.get(path + after).content.decode()
            seen += re.findall(r'href="/dossiers/([^"/]+)/"', page)
            if (further := re.search(r"after=([^\"&]+)", page)) is None:
                break
            after = "&after=" + further[1]
        assert len(seen) == len(set(seen)), path
        assert set(seen) >= codes, path


def test_what_is_truly_late_is_listed_apart_from_what_is_silent(client):
    late, silent = "H44.28.05-261101-0001", "H44.28.05-261101-0002"
    times = {"NgayNopHoSo": "20261101080000", "NgayTiepNhan": "20261101080000"}
    for code in (late, silent):
        item = a_dossier(MaHoSo=code, NgayHenTra="20261105170000", TrangThaiHoSo="4", **times)
        Province().snapshots((item, 1))
    Province().steps((a_step(MaHoSo=late, ThoiDiemXuLy="20261109080000"), 2))
    official(client)
    listed = {show: client.get(f"/?show={show}").content.decode() for show in ("late", "silent")}
    assert (late in listed["late"], silent in listed["late"]) == (True, False)
    assert (late in listed["silent"], silent in listed["silent"]) == (False, True)
    overview = client.get("/agencies/H44/").content.decode()
    assert "show=late" in overview
    assert "show=silent" in overview
    for found in HubDossier.objects.all():
        assert found.told_past_due == (
            "Quá hạn" in due_words(found, parameters().calendar, clock.now())[1]
        )


def test_an_agency_of_whom_nothing_was_heard_is_named(client, province):
    Province("H17")
    official(client)
    overview = client.get("/agencies/").content.decode()
    assert "Tỉnh H17" in overview
    assert "Chưa có bản tin nào" in overview


def test_a_successor_s_list_holds_the_dossiers_of_whom_it_succeeded(client, province):
    official(client)
    since = {"kind": "commune", "valid_from": date(2020, 1, 1)}
    agencies.load([
        {**since, "code": "H44.28.99", "name": "UBND xã mới"},
        {
            **since, "code": "H44.28.05", "name": "UBND xã cũ",
            "valid_to": date(2026, 1, 1), "successor_id": "H44.28.99",
        },
    ])  # fmt: skip
    assert CODE in client.get("/?agency=H44.28.99").content.decode()
    assert CODE in client.get("/?agency=H44.28.05").content.decode()
    assert "Nay thuộc: UBND xã mới" in client.get(f"/dossiers/{CODE}/").content.decode()
    agencies.load([{**since, "code": "H44.28.05", "name": "UBND xã cũ", "valid_to": None}])
    assert CODE not in client.get("/?agency=H44.28.99").content.decode()


def test_no_page_costs_more_statements_when_more_is_stored(client, province):
    official(client)
    codes = [f"H44.28.05-261121-{number:04}" for number in range(1, 61)]
    province.snapshots(*((a_dossier(MaHoSo=code), 1) for code in codes))
    for address in addresses():
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        assert len(seen) <= 12, (address, [one["sql"][:90] for one in seen])


def test_a_dossier_s_page_names_its_steps_and_messages(client, province):
    official(client)
    page = client.get(f"/dossiers/{CODE}/").content.decode()
    assert "Hà Thị Xuyến" in page
    assert "CapNhatTienDoHoSoMC" in page


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=HANOI)


def words(now: datetime, **changes) -> str:
    values = {"status": 4, "due_at": at(24, 17), "news_at": at(23)}
    return due_words(HubDossier(**{**values, **changes}), parameters().calendar, now)[1]


def test_a_dossier_s_steps_stand_newest_first_however_they_arrived(client, province):
    province.tell(a_step(ThoiDiemXuLy="20261123080000", NoiDungXuLy="Tiếp nhận hồ sơ"))
    official(client)
    steps = client.get(f"/dossiers/{CODE}/").context["steps"]
    assert [one["note"] for one in steps] == ["Kiểm tra dữ liệu dân cư", "Tiếp nhận hồ sơ"]


def test_a_finished_dossier_is_judged_by_when_it_was_finished():
    late_message = {"finished_at": at(24, 16), "news_at": at(24, 16), "last_heard_at": at(27)}
    assert words(at(27), status=9, **late_message) == "Đúng hạn"
    assert words(at(27), status=10, **{**late_message, "finished_at": at(25)}) == "Quá hạn"


def test_silence_past_the_due_time_is_unknown_and_not_late():
    assert words(at(26)) == "Đã qua ngày hẹn trả, chưa có tin mới"
    assert words(at(26), last_heard_at=at(26)) == "Đã qua ngày hẹn trả, chưa có tin mới"
    assert words(at(26), news_at=at(25)) == "Quá hạn 2 ngày"


def test_a_dossier_that_waits_for_its_applicant_is_not_late():
    assert words(at(26), status=5, news_at=at(26)) == "Tạm dừng tính thời hạn"


def test_a_dossier_without_business_times_is_unknown():
    assert words(at(26), status=9) == "Không rõ ngày xong hoặc ngày hẹn trả"
