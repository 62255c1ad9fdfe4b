"""Two officials of the insurance office settle proposals, one by keys, one without scripts."""

from __future__ import annotations

import re

from cast import Cast
from officials import Official

QUEUE = "/desk/corrections/"


class Settler(Official):
    def strikes(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.look()

    @property
    def proposal(self) -> str:
        """The number of the proposal on the screen."""
        found = re.search(r"/corrections/(\d+)/", self.page.url)
        assert found, self.page.url
        return found[1]


def test_one_key_settles_a_proposal_and_the_next_one_follows(cast: Cast):
    first = _settler(cast, "doi-soat-1")
    first.reads("Nhiều lợi ích và ít rủi ro đứng trước")
    first.strikes("Enter")
    accepted = first.proposal
    first.reads("Dữ liệu dân cư", "Khả năng đúng")
    first.strikes("a")
    first.reads(f"Chấp nhận đề xuất {accepted}.")
    rejected = first.proposal
    first.strikes("r")
    first.reads(f"Từ chối đề xuất {rejected}.")
    skipped = first.proposal
    first.strikes("s")
    assert len({accepted, rejected, skipped, first.proposal}) == 4
    first.strikes("u")
    assert first.proposal == rejected
    first.reads("Dòng này có phải của người này?")
    first.page.get_by_role("button", name="Tắt phím tắt").click()
    first.page.keyboard.press("a")
    assert first.proposal == rejected
    first.page.get_by_role("button", name="Bật phím tắt").click()
    first.open(f"{QUEUE}report/")
    first.reads("Dự báo và quyết định", "Hai người cùng quyết định")


def test_proposals_are_settled_without_scripts(cast: Cast):
    second = _settler(cast, "doi-soat-2", scripts=False)
    second.follow("Quyết định lần lượt từ đầu")
    number = second.proposal
    second.press("Chưa đủ căn cứ để kết luận")
    second.reads(f"Từ chối đề xuất {number}.")
    second.press("Hoàn tác")
    assert second.proposal == number


def _settler(cast: Cast, username: str, *, scripts: bool = True) -> Settler:
    stack = cast.stack
    found = Settler(cast.profile(scripts=scripts), stack.node, cast.probe, username, stack.sandbox)
    found.scripts = scripts
    found.signs_in(QUEUE)
    return found
