"""An official's hands on the keyboard, never on a mouse, and what they cost.

A group of keys is what hands do without reading on between: a field's text with the Tab that
leaves it, or one Enter, Space or shortcut. Times of a person are estimates of the keystroke-level
model (Card, Moran, Newell 1980): a thought before each group, a key after the other.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from officials import Official
from playwright.sync_api import FilePayload, expect

NEXT = "Hồ sơ tiếp theo"
THOUGHT_S = 1.35  # M of the model
KEY_S = 0.28  # K of the model for who types without being a typist
FILE_KEYS = len("quet-001.pdf") + 1  # a name in the chooser of files, and Enter

FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "";
  const label = one.labels?.[0]?.innerText ?? "";
  const copy = one.cloneNode(true);
  copy.querySelectorAll?.("kbd").forEach((hint) => hint.remove());
  return (label || one.ariaLabel || copy.textContent || one.name || "").trim();
}"""

# a browser gives the focus that a page proposes only when it paints, some time after loading
FOCUS_GIVEN = """() => !document.querySelector("[autofocus]")
  || document.activeElement !== document.body"""


@dataclass
class Cost:
    """Keys by groups, and seconds in which the machine was waited for."""

    groups: list[tuple[str, int]] = field(default_factory=list)
    machine_s: float = 0

    @property
    def person_s(self) -> float:
        return sum(THOUGHT_S + KEY_S * keys for _, keys in self.groups)


class Hands:
    """``spent`` holds the cost of each kind of work; everything is counted under the one begun."""

    def __init__(self, who: Official, spent: dict[str, Cost]) -> None:
        self.who, self.page, self.spent = who, who.page, spent
        self._kind = ""
        # the browser hands choosers over only some time after it was first asked to
        self.page.on("filechooser", lambda _: None)
        self.sees_the_page()

    def sees_the_page(self) -> None:
        """Wait, as eyes do, until the page shows where the focus is."""
        self.page.wait_for_function(FOCUS_GIVEN)
        self.who.look()

    def looks_again(self) -> None:
        self.page.reload()
        self.sees_the_page()

    @contextmanager
    def on(self, kind: str) -> Iterator[None]:
        before, self._kind = self._kind, kind
        yield
        self._kind = before

    @property
    def cost(self) -> Cost:
        return self.spent.setdefault(self._kind, Cost())

    def press(self, key: str, *, keys: int = 1) -> None:
        self.cost.groups.append((key, keys))
        self.page.keyboard.press(key)

    def leave_by(self, key: str) -> None:
        """Press a key that opens another page, and wait for it."""
        begun = time.perf_counter()
        with self.page.expect_navigation():
            self.press(key, keys=key.count("+") + 1)
        self.page.wait_for_load_state("domcontentloaded")
        self.cost.machine_s += time.perf_counter() - begun
        self.sees_the_page()

    def write(self, text: str) -> None:
        """Write over what the field in focus proposes, and leave it by Tab."""
        self.cost.groups.append((text, len(text) + 3))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Tab")

    def chooses_files(self, files: list[FilePayload]) -> None:
        """Open the chooser and name the file there: two groups; the page sends it by itself."""
        with self.page.expect_file_chooser() as chooser:
            self.press("Enter")
        self.cost.groups.append(("name of the file, Enter", FILE_KEYS))
        begun = time.perf_counter()
        with self.page.expect_navigation():
            chooser.value.set_files(files)
        self.cost.machine_s += time.perf_counter() - begun
        self.sees_the_page()

    @property
    def at(self) -> str:
        """Return the words of what has the focus; empty when nothing has."""
        return str(self.page.evaluate(FOCUSED))

    @property
    def goal(self) -> str:
        """Return where the focused link leads."""
        return str(self.page.evaluate("document.activeElement?.href ?? ''"))

    @property
    def code(self) -> str:
        """Return the code of the dossier whose page is open."""
        return urlsplit(self.page.url).path.split("/")[3]

    def goes_on(self) -> bool:
        """Open the next dossier of the list by the key that its link shows; False without one."""
        following = self.page.locator("a[rel=next]")
        if not following.count():
            return False
        expect(following.locator("kbd")).to_have_text("Alt+N")
        if self.at.startswith(NEXT):
            self.leave_by("Enter")
        else:
            self.leave_by("Alt+N")
        return True

    def finds_itself_at(self, *words: str) -> str:
        """Insist that the focus is where one goes on; returns on which of ``words``."""
        here = self.at
        found = next((one for one in words if here.startswith(one)), "")
        assert found, f"{self.page.url}: the focus is on {here!r}, not on one of {words}"
        return found

    def sees_key(self, key: str) -> None:
        """Insist that the focused control says its own key."""
        hint = self.page.locator("*:focus kbd")
        expect(hint).to_have_text(key)
        expect(hint).to_be_visible()
