"""Picture every page at the width of a phone and of a screen: make pages

A stack of its own is filled by a small Monday and the demo's declarations; then people and
officials follow every link that they are shown, and fill in what only a form leads to. Each kind
of page is pictured where it is first met, or under a name where its states differ.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections import Counter, deque
from contextlib import closing
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from cast import DUNG, Cast
from crowds import visit_counter, visit_counter_for_an_organisation, visit_portal, visit_token
from monday import Mix, Monday
from officials import Official
from PIL import Image
from playwright.sync_api import Error, Page, sync_playwright
from stack import Stack, claim_ports, start
from visitor import Visitor

HEIGHTS = {360: 2000, 1280: 1400}  # what is below is cut off
QUALITIES = (22, 14, 8)  # the first that makes a file small enough
LARGEST = 60_000  # bytes
VARIES = re.compile(r"H\d\d[.\d]*-\d{6}-\d+|\bH\d\d(\.\d\d)*|(?=[^/]*[A-Z0-9])[\w-]{16,}|\b\d+\b")
SKIPPED = re.compile(r"/files/|/papers/.|sign-out|/language|\.json|/metrics|mailto:|tel:|/preview/")
OFTEN, SELDOM = 9, 2  # how many pages of a kind are visited for their links
MIX = Mix(copies=3, extracts=1, marital_status=1, births=1)


class Camera:
    """Stands in for the probe of a journey: instead of finding faults it takes pictures."""

    def __init__(self, folder: Path, stack: Stack) -> None:
        self.folder, self.stack = folder, stack
        self.faults: list[str] = []
        self.taken: dict[str, str] = {}

    def watch(self, page: Page) -> None:
        page.on("dialog", lambda dialog: dialog.dismiss())

    def look(self, page: Page, *, narrow: bool) -> None:
        self.take(page, self.kind(page.url))

    def kind(self, url: str) -> str:
        """Return the surface and the address without what varies."""
        address = urlsplit(url)
        if address.port == self.stack.base + 2:
            return ""
        surface = "hub" if address.port == self.stack.base + 1 else "portal"
        path = VARIES.sub("x", unquote(address.path)).strip("/")
        return re.sub(
            r"[^a-z0-9]+", "-", f"{'' if path.startswith('desk') else surface}/{path}"
        ).strip("-")

    def take(self, page: Page, name: str) -> None:
        if not name or name in self.taken:
            return
        self.taken[name] = (
            page.locator("h1").first.inner_text() if page.locator("h1").count() else ""
        )
        usual = page.viewport_size
        for width, height in HEIGHTS.items():
            page.set_viewport_size({"width": width, "height": 800})
            whole = Image.open(BytesIO(page.screenshot(full_page=True)))
            kept = whole.crop((0, 0, whole.width, min(whole.height, height))).convert("RGB")
            self._keep(kept, self.folder / f"{name}-{width}.webp")
        if usual:
            page.set_viewport_size(usual)

    def _keep(self, picture: Image.Image, file: Path) -> None:
        for quality in QUALITIES:
            picture.save(file, quality=quality, method=6)
            if file.stat().st_size <= LARGEST:
                return

    def write_index(self) -> None:
        lines = [
            "# Every page, at 360 and 1280 px",
            "",
            "Made by `make pages` from a demo whose people are invented.",
            "",
            "| page | heading | phone | screen |",
            "|---|---|---|---|",
        ]
        for name in sorted(self.taken):
            heading = " ".join(self.taken[name].split()).replace("|", "/")
            lines.append(
                f"| {name} | {heading} | [360]({name}-360.webp) | [1280]({name}-1280.webp) |"
            )
        (self.folder / "index.md").write_text("\n".join(lines) + "\n")


def crawl(who: Visitor, camera: Camera, *starts: str) -> None:
    """Follow every link of one's own site, a few pages of each kind."""
    waiting = deque(urljoin(who.home, one) for one in starts)
    met, visited = Counter[str](), set[str]()
    while waiting:
        url = waiting.popleft().partition("#")[0]
        kind = camera.kind(url)
        most = OFTEN if kind in {"desk-dossiers-x", "desk"} else SELDOM
        if (
            url in visited
            or SKIPPED.search(url)
            or not url.startswith(who.home)
            or met[kind] >= most
        ):
            continue
        visited.add(url)
        met[kind] += 1
        try:
            who.open(url)
        except Error:  # a file
            continue
        links = who.page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")
        waiting.extend(links)


def main(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    base, claim = claim_ports()
    with closing(claim), tempfile.TemporaryDirectory(prefix="motcua-pages-") as name:
        home = Path(name)
        home.chmod(0o711)
        running = start(home / "home", base)
        try:
            running.await_line("READY")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox"]
                )
                camera = Camera(folder, running)
                walk(Cast(running, browser, camera), camera)  # type: ignore[arg-type]
                browser.close()
        finally:
            running.end()
    camera.write_index()
    size = sum(one.stat().st_size for one in folder.iterdir())
    print(f"{len(camera.taken)} pages, {size / 1e6:.1f} MB in {folder}")  # noqa: T201


def walk(cast: Cast, camera: Camera) -> None:
    crawl(cast.passer_by, camera, "/", "/desk/sign-in/", "/procedures/none/", "/search/?q=zzz")
    monday = Monday(cast, MIX)
    monday.goes_by()
    visit_token(cast, camera)
    monday.people("file", "everything")
    visit_portal(cast, camera)
    visit_counter(cast, camera)
    visit_counter_for_an_organisation(cast, camera)
    for who in (cast.receiver, cast.justice_official, cast.vice_chair, cast.clerk):
        crawl(who, camera, "/desk/", "/desk/?q=zzz", *tabs())
    for name in ("giam-doc-tt", "quan-tri-1", "doi-soat-1", "lanh-dao-bhxh"):
        crawl(cast.at_desk(Official, name), camera, "/desk/", *tabs())
    crawl(cast.overseer, camera, "/")
    crawl(cast.citizen(DUNG), camera, "/design/")


def tabs() -> list[str]:
    from motcua.dossiers.worklists import TABS

    return [f"/desk/?tab={one}" for one in TABS]


if __name__ == "__main__":
    import django

    django.setup()
    main(Path(sys.argv[1]))
