"""The documents are true where a machine can tell: links, numbers, commands, settings."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from motcua.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|/)([^)#\s]+)(#[^)\s]+)?\)")
SETTING = re.compile(r"(?:env\.\w+\(\s*|os\.environ(?:\.get)?[(\[]\s*)\"([A-Z][A-Z_]+)\"")
INNER = {"MOTCUA_CLOCK_FILE", "MOTCUA_BUILT_STATIC", "MOTCUA_DB_POOLED", "PYTEST_VERSION"}


def _links(page: Path) -> list[tuple[str, str]]:
    return [(path, anchor or "") for path, anchor in LINK.findall(page.read_text())]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_its_heading(page):
    for path, anchor in _links(page):
        target = (page.parent / path).resolve()
        assert target.exists(), path
        if anchor and target.suffix == ".md":
            assert anchor[1:] in _anchors(target), path + anchor


def test_the_version_is_the_newest_that_operators_are_told_of():
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[1]
    for file in (ROOT / "pyproject.toml", ROOT / "sandbox" / "pyproject.toml"):
        assert tomllib.loads(file.read_text())["project"]["version"] == newest


def test_no_two_decisions_have_the_same_number():
    numbers = Counter(file.name[:4] for file in ROOT.glob("docs/adr/[0-9]*.md"))
    assert not [number for number, times in numbers.items() if times > 1]
    assert numbers


def test_every_page_can_be_reached_from_another():
    linked = {(page.parent / path).resolve() for page in PAGES for path, _ in _links(page)}
    folders = {page for folder in linked if folder.is_dir() for page in folder.glob("*.md")}
    alone = {page for page in PAGES if page.parent != ROOT} - linked - folders
    assert not alone


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_described(name):
    said = "".join(page.read_text() for page in PAGES)
    assert re.search(rf"(motcua|make) {name}\b", said)


def test_every_setting_of_the_environment_is_described():
    said = "".join(page.read_text() for page in PAGES)
    read = SETTING.findall((ROOT / "src/motcua/settings.py").read_text())
    assert not sorted({name for name in read if name not in said} - INNER)


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}
