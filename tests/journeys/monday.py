"""A commune's Monday by keyboard only: who comes, and what receiver, justice official, signer and
clerk of records do until everybody has their paper.

The mix is that of a commune's counter: over half certified copies, then copies of extracts,
certificates of marital status and births.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from cast import Cast
from hands import Cost, Hands
from officials import Official
from PIL import Image
from playwright.sync_api import FilePayload

RECEIVE, HAND_OVER = "Tiếp nhận", "Trả kết quả"
DRAFT, REGISTER, SUBMIT = "Gửi dự thảo", "Ghi vào sổ", "Trình ký"
PEOPLE = Path(__file__).with_name("monday_people.py")
ROWS = "main tbody tr"
ALL_DONE = re.compile(r"Đã xong (\d+) trên \1 hồ sơ")
LOOKS = 100  # how often one looks again for what the worker makes


@dataclass(frozen=True)
class Mix:
    copies: int
    extracts: int
    marital_status: int
    births: int

    @property
    def filed(self) -> int:
        return self.extracts + self.marital_status + self.births


@dataclass
class Monday:
    cast: Cast
    mix: Mix
    spent: dict[str, Cost] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)  # of what was filed

    def hands(self, who: Official, path: str = "/desk/") -> Hands:
        who.open(path)
        return Hands(who, self.spent)

    def people(self, *words: str) -> list[str]:
        """Let people do what they do away from the desk; returns the codes of what they filed."""
        done = subprocess.run(
            [sys.executable, PEOPLE, *words],
            env=self.cast.stack.environment(), check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return done.stdout.split()

    def goes_by(self) -> None:
        mix = self.mix
        self.codes = self.people(
            "file", f"1.001193={mix.births}", f"2.000635={mix.extracts}",
            f"1.004873={mix.marital_status}",
        )  # fmt: skip
        self.receives()
        for _ in range(mix.copies):
            self.certifies()
        self.examines(DRAFT)
        self.people("agree")
        self.does_many(self.cast.vice_chair, "Ký chứng thực")
        self.examines(REGISTER)
        self.does_many(self.cast.clerk, "Đóng dấu, phát hành")
        self.examines(SUBMIT)
        self.does_all(self.cast.vice_chair, "Ký số")
        self.does_many(self.cast.receiver, "Đã trả bản sao và bản chính")
        self.does_all(self.cast.clerk, "Cấp số, đóng dấu, phát hành")
        self.hands_over()

    def receives(self) -> None:
        """Receive one after another, and the last two as a batch."""
        hands = self.hands(self.cast.receiver)
        with hands.on("receive"):
            self._goes_through(hands, RECEIVE, self.codes[:-2], self._acts)
            hands.leave_by("Alt+L")
            rows = hands.page.locator(ROWS).count()
            for _ in range(rows):
                hands.press("ArrowUp")
            for _ in range(rows):
                if any(code in hands.goal for code in self.codes[-2:]):
                    hands.press("Space")
                hands.press("ArrowDown")
            hands.leave_by("Alt+0")
            hands.who.waits_to_read("Đã xong 2 trên 2 hồ sơ")

    def certifies(self) -> None:
        """Take an original in, from its scan to the signer's list."""
        hands = self.hands(self.cast.receiver, "/desk/certify/")
        with hands.on("certified copy"):
            hands.leave_by("Alt+N")
            hands.finds_itself_at("Bản chụp từ bản chính")
            hands.chooses_files([a_scan(1)])
            hands.write("Bằng tốt nghiệp trung học phổ thông")
            hands.write("2")
            hands.press("Space")
            hands.page.keyboard.press("Tab")
            hands.write("Bùi Văn Tuyển")
            hands.leave_by("Enter")
            hands.finds_itself_at("Chứng thực bản sao mới")

    def examines(self, act: str) -> None:
        hands = self.hands(self.cast.justice_official)
        with hands.on("examine"):
            self._goes_through(hands, act, self.codes, self._acts)

    def _goes_through(
        self, hands: Hands, act: str, codes: Iterable[str], do: Callable[[Hands, str], None]
    ) -> None:
        """Go from dossier to dossier, again and again, until the act is done with each of these."""
        left = set(codes)
        for _ in range(LOOKS):
            self._awaits(hands, 1, ROWS)
            hands.leave_by("Enter")
            passed: set[str] = set()
            while (here := hands.code) not in passed:
                passed.add(here)
                if here in left and hands.at.startswith(act):
                    do(hands, act)
                    left.discard(here)
                if not left:
                    return
                if not hands.goes_on():
                    break
            hands.leave_by("Alt+L")
        raise AssertionError(f"{act}: not with {left}")

    def _acts(self, hands: Hands, act: str) -> None:
        """Open the main act, where the focus is, and do it; the focus moves to what comes next."""
        hands.finds_itself_at(act)
        hands.sees_key("Alt+0")
        hands.leave_by("Enter")
        if not hands.at.startswith(act):
            hands.write("Đã đối chiếu với giấy tờ xuất trình")
        hands.leave_by("Alt+0")

    def does_all(self, who: Official, act: str) -> None:
        """Tick everything that waits in one's own list, and do it at once."""
        hands = self.hands(who)
        with hands.on(act):
            self._awaits(hands, self.mix.filed, ROWS)
            hands.press("Alt+A", keys=2)
            hands.leave_by("Alt+0")
            hands.who.waits_for(hands.page.locator("main", has_text=ALL_DONE))

    def does_many(self, who: Official, act: str) -> None:
        """Do one's duty with all certified copies at once: they are ticked, the button is in focus."""
        hands = self.hands(who, "/desk/certify/")
        with hands.on(act):
            self._awaits(hands, self.mix.copies, "main tbody input[type=checkbox]")
            hands.finds_itself_at(act)
            hands.sees_key("Alt+0")
            hands.leave_by("Enter")

    def _awaits(self, hands: Hands, count: int, rows: str) -> None:
        found = hands.page.locator(rows)
        for _ in range(LOOKS):
            if found.count() >= count:
                return
            hands.page.wait_for_timeout(500)
            hands.looks_again()
        raise AssertionError(f"{found.count()} of {count} at {hands.page.url}")

    def hands_over(self) -> None:
        hands = self.hands(self.cast.receiver, "/desk/?tab=hand_over")
        with hands.on("hand over"):
            self._awaits(hands, self.mix.filed, ROWS)
            self._goes_through(hands, HAND_OVER, self.codes, self._gives)

    def _gives(self, hands: Hands, act: str) -> None:
        hands.leave_by("Enter")
        hands.finds_itself_at("Người yêu cầu")
        hands.press("Space")
        hands.leave_by("Enter")


def a_scan(number: int) -> FilePayload:
    drawn = BytesIO()
    Image.effect_noise((620, 877), 60).convert("RGB").save(drawn, "JPEG")
    return {"name": f"trang-{number}.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}
