"""Somebody at a browser of their own, in the words of what they see."""

from __future__ import annotations

import copy
import os
import re
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Self

from playwright.sync_api import BrowserContext, Error, Locator, Page, expect
from probe import Probe

PATIENCE_S = int(os.environ.get("MOTCUA_PATIENCE_S", "20"))  # more on a machine that is busy
PATIENCE_MS = PATIENCE_S * 1_000
ROUND_MS = 1_000
ROUNDS = 3 * PATIENCE_S
Said = str | re.Pattern[str]


class Visitor:
    """One person with one profile of the browser; ``narrow`` pages must fit a phone of 320 px."""

    narrow = True
    scripts = True

    def __init__(self, profile: BrowserContext, home: str, probe: Probe) -> None:
        self.profile, self.home, self.probe = profile, home, probe
        self.page = self._tab()

    def _tab(self) -> Page:
        page = self.profile.new_page()
        page.set_default_timeout(PATIENCE_MS)
        self.probe.watch(page)
        return page

    def another_tab(self) -> Self:
        """Return the same person at a second tab of the same browser."""
        other = copy.copy(self)
        other.page = self._tab()
        return other

    def open(self, path: str) -> int:
        """Open an address of the site; returns the HTTP status."""
        answer = self.page.goto(path if "://" in path else self.home + path)
        self.look()
        return answer.status if answer else 0

    def look(self) -> None:
        if self.scripts:  # the closer look is itself a script
            self.probe.look(self.page, narrow=self.narrow)

    def press(self, button: Said) -> None:
        self.leave_by(self.page.get_by_role("button", name=button, exact=True))

    def follow(self, link: Said) -> None:
        self.leave_by(self.page.get_by_role("link", name=link).first)

    def leave_by(self, way: Locator) -> None:
        with self.page.expect_navigation():
            way.click()
        self.look()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)

    def choose(self, question: str, option: str) -> None:
        group = self.page.get_by_role("group", name=question)
        group.get_by_label(option, exact=True).check()

    def pick(self, label: str, option: str) -> None:
        self.page.get_by_label(label).select_option(label=option)

    def write_date(self, question: str, date: str) -> None:
        """Write a date, given as dd/mm/yyyy, into its three boxes."""
        group = self.page.get_by_role("group", name=question)
        for box, part in zip(("Ngày", "Tháng", "Năm"), date.split("/"), strict=True):
            group.get_by_label(box, exact=True).fill(part)

    def write_place(self, question: str, commune: str, detail: str = "") -> None:
        """Write a place of Phú Thọ, with what lies below the commune where that is asked."""
        group = self.page.get_by_role("group", name=question)
        group.get_by_label("Tỉnh, thành phố").select_option(label="Tỉnh Phú Thọ")
        group.get_by_label("Xã, phường, đặc khu").fill(commune)
        if detail:
            group.get_by_label("Số nhà, đường phố, thôn, xóm").fill(detail)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def reads(self, *sentences: str) -> None:
        """Insist that the page says all this."""
        for sentence in sentences:
            expect(self.main).to_contain_text(sentence)

    def does_not_read(self, sentence: str) -> None:
        expect(self.main).not_to_contain_text(sentence)

    def waits_to_read(self, sentence: str) -> None:
        self.waits_for(self.page.locator("main", has_text=sentence))

    def waits_for(self, sign: Locator) -> None:
        """Look at the page again and again until the sign is there."""
        for _ in range(ROUNDS):
            try:
                expect(sign.first).to_be_visible(timeout=ROUND_MS)
            except AssertionError:
                with suppress(Error):  # a page of progress was just loading itself again
                    self.page.reload()
            else:
                return self.look()
        raise AssertionError(f"{sign} never came: {self.page.url} {self.main.inner_text()}")

    def download(self, link: Said, folder: Path) -> Path:
        """Save what a link leads to; returns where."""
        named = self.page.get_by_role("link", name=link)
        with self.page.expect_download() as started:
            named.or_(self.page.get_by_role("button", name=link)).first.click()
        kept = folder / started.value.suggested_filename
        started.value.save_as(kept)
        return kept

    def reads_paper(self, link: Said, *sentences: str) -> None:
        """Open the first PDF of that name and insist that its text says all this."""
        address = self.page.get_by_role("link", name=link).first.get_attribute("href")
        sent = self.profile.request.get(self.home + str(address))
        said = subprocess.run(
            ["pdftotext", "-", "-"], input=sent.body(), capture_output=True, check=True
        ).stdout.decode()
        text = " ".join(said.split())
        missing = [sentence for sentence in sentences if sentence not in text]
        assert not missing, f"{missing} not in: {text}"
