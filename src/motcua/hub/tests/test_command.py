import pytest

from motcua.cli.main import main
from motcua.hub import sessions
from motcua.hub.codes import Refusal

pytestmark = pytest.mark.django_db


def test_an_agency_gets_an_account_and_its_secret_once(capsys):
    assert main(["hub", "add-agency", "H17", "--name", "Tỉnh Hòa Bình"]) == 0
    secret = capsys.readouterr().out.split()[-1]
    assert sessions.holder(sessions.log_in("H17", secret)).name == "Tỉnh Hòa Bình"


def test_a_secret_of_the_environment_is_not_printed(capsys, monkeypatch):
    monkeypatch.setenv("MOTCUA_HUB_SECRET", "known to the operator")
    assert main(["hub", "add-agency", "H17"]) == 0
    assert "known to the operator" not in capsys.readouterr().out
    with pytest.raises(Refusal):
        sessions.log_in("H17", "")


def test_a_code_that_is_none_is_refused():
    assert main(["hub", "add-agency", "nowhere"]) == 1
