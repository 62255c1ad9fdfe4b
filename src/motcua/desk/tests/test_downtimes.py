"""The page on which the operator's administrator announces planned pauses."""

import pytest

from motcua.accounts.roles import Role
from motcua.desk.tests.cast import MAI_CHAU, PROVINCE, browser
from motcua.notices.models import Downtime
from motcua.pages import context

PAGE = "/desk/administration/downtimes/"
FORM = {
    "begins_day": "04/12/2026", "begins_time": "22h", "ends_day": "05/12/2026", "ends_time": "2:30",
    "purpose": "nâng cấp hệ thống.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_remembered():
    context.downtime.cache_clear()
    yield
    context.downtime.cache_clear()


@pytest.fixture
def admin():
    return browser(Role.ADMINISTRATOR, PROVINCE)


def test_a_pause_is_announced_and_stands_on_the_pages_of_officials(admin):
    assert "04/12/2026" in admin.get(PAGE).text
    page = admin.post(PAGE, FORM, follow=True)
    assert "22:00 ngày 04/12/2026" in page.text
    assert "Cán bộ administrator-H44" in page.text
    banner = "Hệ thống tạm dừng từ 22:00 ngày 04/12/2026 đến 02:30 ngày 05/12/2026"
    assert f"{banner}: nâng cấp hệ thống." in browser(Role.RECEIVER).get("/desk/").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"begins_day": "03/12/2026"}, "ít nhất 7 ngày làm việc: sớm nhất là ngày 04/12/2026"),
        ({"begins_day": ""}, "Nhập ngày bắt đầu"),
        ({"begins_day": "31/11/2026"}, "không có trên lịch"),
        ({"ends_time": "25:00"}, "Nhập giờ kết thúc theo mẫu 22:00"),
        ({"ends_day": "03/12/2026"}, "kết thúc sau khi bắt đầu"),
        ({"purpose": " "}, "Ghi lý do tạm dừng"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(admin, wrong, sentence):
    page = admin.post(PAGE, FORM | wrong)
    assert page.status_code == 422
    assert sentence in page.text
    assert 'value="22h"' in page.text
    assert not Downtime.objects.exists()


def test_it_is_shortened_and_called_off_with_a_reason(admin):
    admin.post(PAGE, FORM)
    first = Downtime.objects.get()
    assert 'value="22:00"' in admin.get(f"{PAGE}{first.pk}/").text
    admin.post(f"{PAGE}{first.pk}/", FORM | {"ends_time": "01:00"})
    second = Downtime.objects.get(cancelled_at=None)
    assert admin.post(f"{PAGE}{second.pk}/", {"cancel": "yes", "reason": ""}).status_code == 422
    page = admin.post(f"{PAGE}{second.pk}/", {"cancel": "yes", "reason": "dời ngày"}, follow=True)
    assert "dời ngày" in page.text
    assert "Đã thay đổi" in page.text
    assert "mc-downtime" not in page.text
    again = admin.post(f"{PAGE}{second.pk}/", {"cancel": "yes", "reason": "dời ngày"})
    assert "đã kết thúc hoặc đã hủy" in again.text
    assert admin.get(f"{PAGE}999/").status_code == 404


def test_an_administrator_of_a_commune_reads_and_does_not_announce():
    commune = browser(Role.ADMINISTRATOR, MAI_CHAU)
    assert '<form method="post" novalidate' not in commune.get(PAGE).text
    assert commune.post(PAGE, FORM).status_code == 403
    assert not Downtime.objects.exists()


def test_the_list_takes_few_statements(admin, django_assert_max_num_queries):
    admin.post(PAGE, FORM)
    admin.get(PAGE)
    with django_assert_max_num_queries(6):
        admin.get(PAGE)
