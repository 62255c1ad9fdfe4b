import pytest

from motcua.kernel import clock
from motcua.portal.rate_limits import tried
from motcua.portal.tracking import TRIES_A_CODE

pytestmark = pytest.mark.django_db
CODE = "H44.28.05-261123-0007"


def test_an_unknown_code_and_wrong_digits_get_the_same_sentence(client, province):
    page = client.post("/track/", {"code": CODE, "digits": "1234"})

    assert "Không có hồ sơ nào khớp với mã và 4 số này" in page.text


def test_what_is_missing_is_named_at_its_box(client, province):
    page = client.post("/track/", {"code": "", "digits": "12"}).text

    assert "Đề nghị nhập mã hồ sơ" in page
    assert "4 số cuối" in page


def test_guessing_the_digits_of_one_code_is_stopped(client, province):
    for digits in range(TRIES_A_CODE):
        client.post("/track/", {"code": CODE, "digits": f"{digits:04}"})
    answer = client.post("/track/", {"code": CODE, "digits": "9999"})

    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"


def test_each_hour_counts_by_itself(province):
    now = clock.now()
    tried("x", "y", now)

    assert tried("x", "y", now) == 2
    assert tried("x", "y", now.replace(year=now.year + 1)) == 1
