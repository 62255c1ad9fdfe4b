"""Looks at every page that anybody visits: what the browser complains of, and who is shut out."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
NARROWEST = {"width": 320, "height": 640}
PICTURED_WIDTHS = (360, 1280)
_VARIES = re.compile(r"(?=[^/]*[A-Z0-9])[\w-]{16,}|H\d\d[.\d]*-\d{6}-\d+|\d+")
_ANSWERED_4XX = re.compile(r"Failed to load resource: .*status of 4\d\d")


class Probe:
    """``faults`` are sentences; each kind of page is looked at closely once."""

    def __init__(self, screenshots: str = os.environ.get("MOTCUA_SCREENSHOTS", "")) -> None:
        self.faults: list[str] = []
        self.screenshots = Path(screenshots) if screenshots else None
        self._axe = Axe()
        self._seen: set[str] = set()

    def watch(self, page: Page) -> None:
        """Note what the browser says about any page that this tab opens from now on."""
        page.on("console", lambda message: self._console(page, message))
        page.on("pageerror", lambda error: self._fault(page, f"script: {error}"))
        page.on("request", lambda request: self._request(page, request))

    def look(self, page: Page, *, narrow: bool) -> None:
        """Look at the page once for each kind: accessible, and not wider than a small phone."""
        kind = _kind(page)
        if kind in self._seen:
            return
        self._seen.add(kind)
        for violation in self._axe.run(page, options=RULES).response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            self._fault(page, f"{violation['id']}: {violation['help']} – {nodes}")
        usual = page.viewport_size
        if narrow:
            page.set_viewport_size(NARROWEST)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > NARROWEST["width"]:
                self._fault(page, f"{wide} px wide on a screen of {NARROWEST['width']} px")
        if self.screenshots:
            self._picture(page, kind)
        if usual:
            page.set_viewport_size(usual)

    def _picture(self, page: Page, kind: str) -> None:
        assert self.screenshots
        self.screenshots.mkdir(parents=True, exist_ok=True)
        name = f"{len(self._seen):02d}{re.sub(r'[^a-z0-9]+', '-', kind.partition(' ')[0])}"
        for width in PICTURED_WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=self.screenshots / f"{name}-{width}.png", full_page=True)

    def _console(self, page: Page, message: ConsoleMessage) -> None:
        of_this_page = (
            message.location.get("url", "").partition("#")[0] == page.url.partition("#")[0]
        )
        if of_this_page and _ANSWERED_4XX.match(message.text):
            return  # a refusal that has its own page
        if message.type == "error":
            self._fault(page, f"console: {message.text} {message.location.get('url', '')}")

    def _request(self, page: Page, request: Request) -> None:
        if urlsplit(request.url).path == "/csp-report/":
            self._fault(page, f"CSP report: {request.post_data}")

    def _fault(self, page: Page, what: str) -> None:
        self.faults.append(f"{page.url}: {what}")


def _kind(page: Page) -> str:
    """Return the address without what varies, and the headings that tell states of it apart."""
    address = urlsplit(page.url)
    headings = page.locator("main h2").all_inner_texts()
    origin = "hub " if "hub" in page.title().lower() else ""
    return " ".join([_VARIES.sub("_", unquote(address.path)), origin, *sorted(set(headings))])
