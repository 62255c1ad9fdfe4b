"""Everybody in the journeys, each at a browser profile of their own, signed in once."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from officials import Administrator, Clerk, JusticeOfficial, Official, Receiver, ViceChair
from people import Applicant, Citizen
from playwright.sync_api import Browser, BrowserContext
from probe import Probe
from stack import Stack
from switches import Sandbox
from visitor import Visitor

DUNG = Citizen("Khà Thị Dung", "017199004127", "cong-dan-1")
TUYEN = Citizen("Bùi Văn Tuyển", "017097003518", "cong-dan-2")
NGOC = Citizen("Nguyễn Thị Ngọc", "017301478405")
HUONG = Citizen("Hà Ngọc Hương", "017303640020")
TRANG = Citizen("Bùi Thị Trang", "017300298733")
THU = Citizen("Bùi Thị Thu", "017195948453")
HOA = Citizen("Hà Thị Hoa", "017193926280")
MY = Citizen("Khà Thị My", "017305697129")
VIET = Citizen("Lường Quang Việt", "017203848333")
UN = Citizen("Hà Thị Ún", "017191772956")
ANH = Citizen("Bùi Thị Anh", "017190408525")
VAN = Citizen("Nguyễn Phương Vân", "017303376575")
NGOC_MY = Citizen("Vi Ngọc My", "017196060058")
THUY = Citizen("Quàng Thu Thủy", "017191124791")
NGAN = Citizen("Vũ Phương Ngân", "017185963100")
TEAM = Citizen("Bùi Văn Thành", "017068001175", "to-cong-nghe-1")
CENTRE = Citizen("Trung tâm Công tác xã hội Mai Châu", "", "to-chuc-1")
VI_HOA = Citizen("Vì Thị Hoa", "017190002846", "uy-quyen-1")
NGA = Citizen("Ngần Thị Nga", "017175641183")
CHONG = Citizen("Sùng A Chống", "017092006204", "cong-dan-4")

AnOfficial = TypeVar("AnOfficial", bound=Official)


@dataclass(frozen=True)
class Brought:
    """A dossier that stands where a branch begins, and the mother who declared it."""

    code: str
    mother: Citizen


class Cast:
    def __init__(self, stack: Stack, browser: Browser, probe: Probe) -> None:
        self.stack, self.browser, self.probe = stack, browser, probe
        self.sandbox = Sandbox(stack)

    def profile(self, *, scripts: bool = True) -> BrowserContext:
        return self.browser.new_context(locale="vi-VN", java_script_enabled=scripts)

    def citizen(self, who: Citizen, *, scripts: bool = True) -> Applicant:
        """Return somebody at a fresh browser, not signed in, perhaps with JavaScript off."""
        found = Applicant(self.profile(scripts=scripts), self.stack.node, self.probe, who)
        found.scripts = scripts
        return found

    @cached_property
    def mother(self) -> Applicant:
        return self.citizen(DUNG)

    @cached_property
    def father(self) -> Applicant:
        return self.citizen(TUYEN)

    @cached_property
    def stranger(self) -> Applicant:
        return self.citizen(CHONG)

    @cached_property
    def passer_by(self) -> Visitor:
        return Visitor(self.profile(), self.stack.node, self.probe)

    @cached_property
    def receiver(self) -> Receiver:
        return self.at_desk(Receiver, "mot-cua-1")

    @cached_property
    def justice_official(self) -> JusticeOfficial:
        return self.at_desk(JusticeOfficial, "ho-tich-1")

    @cached_property
    def of_bao_la(self) -> JusticeOfficial:
        """The justice official of another commune, who holds two posts there."""
        found = self.at_desk(JusticeOfficial, "ho-tich-bao-la")
        found.page.get_by_label("công chức tư pháp - hộ tịch").check()
        found.press("Tiếp tục")
        return found

    @cached_property
    def vice_chair(self) -> ViceChair:
        return self.at_desk(ViceChair, "lanh-dao-xa")

    @cached_property
    def clerk(self) -> Clerk:
        return self.at_desk(Clerk, "van-thu-1")

    @cached_property
    def head(self) -> Official:
        """The head of the one-stop centre."""
        return self.at_desk(Official, "giam-doc-tt")

    @cached_property
    def administrator(self) -> Administrator:
        return self.at_desk(Administrator, "quan-tri-1")

    @cached_property
    def branches(self) -> dict[str, Brought]:
        """Dossiers by the branch that begins there; see ``bringing.STEPS``."""
        return self.brought()

    def brought(self, *names: str) -> dict[str, Brought]:
        """Return dossiers by the branch that begins there; those of ``bringing.ALONE`` by name."""
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("bringing.py"), *names],
            env=self.stack.environment(), stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        return {
            name: Brought(one["code"], Citizen(one["name"], one["personal_id"]))
            for name, one in json.loads(done.stdout).items()
        }

    @cached_property
    def overseer(self) -> Official:
        """Somebody of the national side, at the hub."""
        return self.at_desk(Official, "emc-1", home=self.stack.hub, path="/")

    def registers_signs_and_issues(self, code: str) -> None:
        """Lead a dossier whose draft is agreed to from the register to its sealed paper."""
        official = self.justice_official
        official.looks_up(code)
        official.does("Ghi vào sổ")
        official.waits_for(official.page.get_by_role("region", name="Ghi vào sổ"))
        official.submits_for_signature(code)
        self.vice_chair.signs(code)
        self.clerk.issues(code)

    def at_desk(
        self, role: type[AnOfficial], username: str, *, home: str = "", path: str = "/desk/"
    ) -> AnOfficial:
        stack = self.stack
        found = role(self.profile(), home or stack.node, self.probe, username, stack.sandbox)
        found.signs_in(path)
        return found
