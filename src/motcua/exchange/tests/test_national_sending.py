"""What the national portal's answers prove, with the extension and without it."""

import json

import httpx
import pytest

from motcua.exchange.clients.base import Line
from motcua.exchange.clients.national import DOSSIER, PROGRESS, NationalPortal
from motcua.exchange.clients.national_sending import NationalSender
from motcua.exchange.errors import Refused, Undelivered, Unreachable
from motcua.exchange.questions import Budget
from motcua.exchange.sending import Accepted, Item
from motcua.kernel.parity import stored_digest

pytestmark = pytest.mark.django_db


class Plain:
    """A portal that takes a message whole or not at all, and can be told to lose things."""

    def __init__(self, *, poison: str = "", crashes: str = "") -> None:
        self.held: dict[str, str] = {}
        self.poison, self.crashes = poison, crashes
        self.messages: list[list[str]] = []
        self.forgets: set[str] = set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        if request.url.path.endswith("/login"):
            return httpx.Response(200, json={"error_code": 0, "session": "s"})
        if body["service"] == "TraCuuHoSo":
            return self.answer(
                "0",
                [{"TrangThaiHoSo": self.held[body["mahoso"]]}]
                if body["mahoso"] in self.held
                else [],
            )
        codes = [item["MaHoSo"] for item in body["data"]]
        self.messages.append(codes)
        if self.crashes in codes:
            return httpx.Response(500)
        return self.answer(self.code(body, codes), [])

    def code(self, body: dict, codes: list[str]) -> str:
        if self.poison in codes:
            return "4"
        if body["isUpdating"] == "False" and self.held.keys() & set(codes):
            return "3"
        if body["service"] == DOSSIER:
            told = {item["MaHoSo"]: item["TrangThaiHoSo"] for item in body["data"]}
            self.held |= {code: told[code] for code in told.keys() - self.forgets}
        return "0"

    def answer(self, code: str, result: list) -> httpx.Response:
        message = "Thành công" if code != "0" else "Có lỗi"
        return httpx.Response(200, json={"error_code": code, "message": message, "result": result})


class Extended(Plain):
    """A portal that knows the extension; ``judge`` changes what it answers of an item."""

    def __init__(self, judge=lambda item: {}) -> None:
        super().__init__()
        self.judge = judge
        self.envelopes: list[dict] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        if "data" not in body:
            return super().__call__(request)
        self.envelopes.append(body)
        rows = [
            {
                "MaHoSo": item["MaHoSo"], "MC_TrinhTu": item["MC_TrinhTu"], "MC_MaLoi": "0",
                "MC_ThongBao": "", "MC_DaLuu": stored_digest(item), **self.judge(item),
            }
            for item in body["data"]
        ]  # fmt: skip
        return self.answer("0", rows)


def sender(portal: Plain, extension: str = "") -> NationalSender:
    transport, plenty = httpx.MockTransport(portal), Budget(10_000, burst=10_000)
    line = Line("national", "http://portal", transport=transport, budget=plenty)
    client = NationalPortal(line, "H44", "secret", "H44", extension=extension)
    return NationalSender(lambda asked: [{} for _ in asked], 1, lambda: client)


def item(code: str, *, known: bool = False, status: str = "4") -> Item:
    fields = {"MaHoSo": code, "TrangThaiHoSo": status, "MC_TrinhTu": 7}
    return Item(code, json.dumps(fields), known)


def kinds(outcomes) -> list[str]:
    return [one.kind if not isinstance(one, Accepted) else "accepted" for one in outcomes]


def test_many_dossiers_go_in_one_message():
    portal = Plain()
    outcomes = sender(portal).send(DOSSIER, [item(f"d{n}") for n in range(40)])
    assert kinds(outcomes) == ["accepted"] * 40
    assert len(portal.messages) == 1


def test_a_plain_portal_never_sees_a_field_of_ours():
    seen = []

    class Watching(Plain):
        def code(self, body, codes):
            seen.append(json.dumps(body))
            return super().code(body, codes)

    sender(Watching()).send(DOSSIER, [item("a")])
    assert "MC_" not in seen[0]


def test_new_dossiers_and_known_ones_go_apart_and_come_back_in_order():
    portal = Plain()
    portal.held["b"] = "1"
    outcomes = sender(portal).send(DOSSIER, [item("a"), item("b", known=True), item("c")])
    assert kinds(outcomes) == ["accepted"] * 3
    assert sorted(portal.messages) == [["a", "c"], ["b"]]
    assert portal.held == {"a": "4", "b": "4", "c": "4"}


def test_the_refused_dossier_of_a_message_is_found_by_halving():
    portal = Plain(poison="d11")
    outcomes = sender(portal).send(DOSSIER, [item(f"d{n}") for n in range(32)])
    refused = [place for place, one in enumerate(outcomes) if isinstance(one, Refused)]
    assert refused == [11]
    assert len(portal.held) == 31
    assert len(portal.messages) <= 12


def test_a_dossier_that_makes_the_portal_crash_stops_no_other():
    portal = Plain(crashes="d3")
    outcomes = sender(portal).send(DOSSIER, [item(f"d{n}") for n in range(8)])
    assert [place for place, one in enumerate(outcomes) if not isinstance(one, Accepted)] == [3]
    assert isinstance(outcomes[3], Unreachable)


def test_a_dossier_whose_first_answer_was_lost_goes_again_as_an_update():
    portal = Plain()
    portal.held = {"a": "1", "b": "1"}
    outcomes = sender(portal).send(DOSSIER, [item("a"), item("b"), item("c")])
    assert kinds(outcomes) == ["accepted"] * 3
    assert portal.messages == [["a", "b", "c"]] * 2


def test_a_progress_row_that_is_there_already_counts_as_delivered():
    portal = Plain()
    portal.held["a"] = "4"
    assert kinds(sender(portal).send(PROGRESS, [item("a")])) == ["accepted"]


def test_an_accepted_dossier_that_the_portal_does_not_find_is_not_delivered():
    portal = Plain()
    portal.forgets = {"a"}
    outcomes = sender(portal).send(DOSSIER, [item("a"), item("b")])
    assert kinds(outcomes) == ["not_confirmed", "accepted"]


def test_an_accepted_dossier_under_another_status_is_not_delivered():
    class Stuck(Plain):
        def code(self, body, codes):
            self.held["a"] = "9"
            return "0"

    assert kinds(sender(Stuck()).send(DOSSIER, [item("a", status="5")])) == ["other_status"]


def test_what_a_plain_portal_accepted_is_not_proven():
    (outcome,) = sender(Plain()).send(DOSSIER, [item("a")])
    assert outcome == Accepted("")


def test_a_portal_that_overlooks_the_extension_is_treated_as_plain():
    portal = Plain()
    assert sender(portal, "motcua-1").send(DOSSIER, [item("a")]) == [Accepted("")]


def test_the_digest_of_what_was_stored_proves_the_content():
    portal = Extended()
    (outcome,) = sender(portal, "motcua-1").send(DOSSIER, [item("a")])
    assert outcome == Accepted(stored_digest({"MaHoSo": "a", "TrangThaiHoSo": "4"}))
    assert portal.envelopes[0]["MC_MoRong"] == "motcua-1"


def test_a_wrong_digest_is_a_fault_whatever_the_message_says():
    portal = Extended(lambda item: {"MC_DaLuu": "0" * 64, "MC_ThongBao": "Thành công"})
    assert kinds(sender(portal, "motcua-1").send(DOSSIER, [item("a")])) == ["wrong_digest"]


@pytest.mark.parametrize("digest", [None, "", 7])
def test_a_missing_digest_is_a_fault(digest):
    portal = Extended(lambda item: {"MC_DaLuu": digest})
    assert kinds(sender(portal, "motcua-1").send(DOSSIER, [item("a")])) == ["wrong_digest"]


def test_each_item_is_judged_alone_and_only_by_its_code():
    def judge(item):
        if item["MaHoSo"] != "b":
            return {}
        return {"MC_MaLoi": "4", "MC_ThongBao": "Cập nhật thành công", "MC_DaLuu": ""}

    outcomes = sender(Extended(judge), "motcua-1").send(DOSSIER, [item(code) for code in "abc"])
    assert kinds(outcomes) == ["accepted", "refused", "accepted"]


def test_what_the_portal_s_clock_has_not_reached_is_tried_again_and_never_condemned():
    slow = Extended(lambda item: {"MC_MaLoi": "9", "MC_DaLuu": ""})
    assert kinds(sender(slow, "motcua-1").send(DOSSIER, [item("a")])) == ["clocks_differ"]

    class Slow(Plain):
        def code(self, body, codes):
            return "9"

    outcomes = sender(Slow()).send(DOSSIER, [item(code) for code in "abc"])
    assert kinds(outcomes) == ["clocks_differ"] * 3


def test_rows_of_a_dossier_that_the_portal_lost_wait_for_it():
    portal = Extended(lambda item: {"MC_MaLoi": "5", "MC_DaLuu": ""})
    (outcome,) = sender(portal, "motcua-1").send(PROGRESS, [item("a", known=True)])
    assert isinstance(outcome, Undelivered)
    assert outcome.kind == "unknown_dossier"


@pytest.mark.parametrize("answered", [0, 3])
def test_an_answer_with_other_rows_than_asked_is_no_success(answered):
    class Muddled(Extended):
        def answer(self, code, result):
            return super().answer(code, (result * 3)[:answered] or [{"MaHoSo": "x"}])

    outcomes = sender(Muddled(), "motcua-1").send(DOSSIER, [item("a"), item("b")])
    assert "accepted" not in kinds(outcomes)


def test_an_answer_about_another_dossier_is_no_success():
    portal = Extended(lambda item: {"MaHoSo": "other"})
    assert kinds(sender(portal, "motcua-1").send(DOSSIER, [item("a")])) == ["malformed"]


def test_a_message_never_grows_past_what_a_portal_bears():
    portal = Plain()
    long = [
        Item(code, json.dumps({"MaHoSo": code, "TrangThaiHoSo": "4", "x": "y" * 700_000}), False)
        for code in "ab"
    ]
    sender(portal).send(DOSSIER, [*long, *(item(f"d{n}") for n in range(300))])
    assert max(map(len, portal.messages)) <= 250
    assert len(portal.messages) == 3


def test_one_fault_of_the_mapping_stops_no_other_dossier():
    def render_items(asked):
        if any(one == "bad" for one in asked):
            raise ZeroDivisionError
        return [{"MaHoSo": one} for one in asked]

    bodies = NationalSender(render_items, 1).render(["a", "bad", "c"])
    assert [isinstance(body, Exception) for body in bodies] == [False, True, False]
