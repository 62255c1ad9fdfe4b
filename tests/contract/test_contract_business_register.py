"""Our client against the business register of the sandbox."""

from __future__ import annotations

import pytest
from sandboxes import Sandbox

from motcua.exchange.clients.base import Line
from motcua.exchange.clients.bearer import Bearer
from motcua.exchange.clients.business_register import BusinessRegister, State
from motcua.exchange.errors import ExchangeError, Malformed, Refused, Unreachable

COMPANY, CENTRE = "5400999018", "5400999025"


def client(sandbox: Sandbox, secret: str = "demo-doanhnghiep-secret", **line) -> BusinessRegister:
    to = Line("business_register", f"{sandbox.url}/doanhnghiep", **line)
    return BusinessRegister(to, Bearer(to, "motcua", secret))


@pytest.fixture
def register(sandbox: Sandbox) -> BusinessRegister:
    return client(sandbox)


def test_a_company_is_found_by_its_tax_code(register):
    found = register.look_up(COMPANY)
    assert (found.tax_code, found.name) == (COMPANY, "CÔNG TY TNHH NÔNG SẢN MAI CHÂU")
    assert found.representatives == ("Vì Thị Hoa",)
    assert "Xã Mai Châu" in found.address


def test_a_branch_is_found_by_the_code_of_its_own(register):
    assert register.look_up(f"{COMPANY}-001").name.startswith("CHI NHÁNH")


def test_every_representative_is_told(register):
    assert register.look_up("5400999032").representatives == ("Hà Công Tiến", "Lò Thị Phương")


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (COMPANY, State.ACTIVE),
        ("5400999064", State.SUSPENDED),
        ("5400999071", State.SUSPENDED),
        ("5400999089", State.CLOSED),
        ("5400999096", State.CLOSED),
        ("5400999106", State.OTHER),
    ],
)
def test_the_states_of_the_register_are_told_apart(register, code, state):
    found = register.look_up(code)
    assert found.state == state
    assert found.state_said


def test_a_code_under_which_nothing_is_registered_finds_nothing(register):
    assert register.look_up(CENTRE) is None


@pytest.mark.parametrize("kind", ["down", "500", "drop"])
def test_a_broken_line_can_be_tried_again(sandbox, register, kind):
    with sandbox.fault("doanhnghiep", kind), pytest.raises(ExchangeError) as raised:
        register.look_up(COMPANY)
    assert isinstance(raised.value, Malformed) or raised.value.retryable


def test_a_request_handled_twice_is_one_answer(sandbox, register):
    with sandbox.fault("doanhnghiep", "duplicate"):
        assert register.look_up(COMPANY).tax_code == COMPANY


def test_a_slow_register_is_given_up(sandbox):
    slow = client(sandbox, answer_s=0.2)
    with sandbox.fault("doanhnghiep", "slow", seconds=3), pytest.raises(Unreachable) as raised:
        slow.look_up(COMPANY)
    assert raised.value.kind == "timeout"


def test_wrong_credentials_are_told_from_a_broken_line(sandbox):
    with pytest.raises(Unreachable) as raised:
        client(sandbox, "wrong").look_up(COMPANY)
    assert not raised.value.retryable


def test_a_token_that_ended_is_renewed(register):
    register.look_up(COMPANY)
    register.bearer.value = "ended"
    assert register.look_up(COMPANY) is not None


def test_what_the_register_cannot_use_is_refused_with_its_reason(register):
    with pytest.raises(Refused) as raised:
        register.look_up("")
    assert raised.value.reason
