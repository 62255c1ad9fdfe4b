from datetime import date, datetime

import pytest
from django.urls import get_resolver
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.accounts.service import Account, Post
from motcua.agencies import service as agencies
from motcua.hub.models import HubDossier, Message
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
    number = Message.objects.get(service="DongBoHoSoMC").id
    filled = {"code": CODE, "number": str(number)}
    routes = [
        one for one in get_resolver("motcua.hub.urls").url_patterns if one.name not in OPEN_TO_ALL
    ]
    found = []
    for route in routes:
        text = str(route.pattern)
        for name, value in filled.items():
            text = text.replace(f"<str:{name}>", value).replace(f"<int:{name}>", value)
        found.append("/" + text)
    return found


@pytest.fixture
def province() -> Province:
    one = Province()
    one.send(a_dossier())
    one.tell(a_step())
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
        ("agency=H44.28.05", True),
        ("agency=H17", False),
        ("status=2", True),
        ("status=9", False),
        ("due=ended", False),
        ("due=nonsense&status=x&page=-1&agency=%00", True),
    ]:
        page = client.get(f"/?{query}").content.decode()
        assert ("dossiers/" + CODE in page) is found, query


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
