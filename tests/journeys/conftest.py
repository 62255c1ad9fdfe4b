"""One browser and one running system for all journeys; one profile of the browser a person."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Cast
from playwright.sync_api import Browser, BrowserType, sync_playwright
from probe import Probe
from stack import Stack

HERE = Path(__file__).parent
ARGUMENTS = [
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def launched(kind: BrowserType, *more: str) -> Browser:
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    return kind.launch(executable_path=shutil.which("chromium"), args=[*ARGUMENTS, *more, *alone])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launched(playwright.chromium)
        yield running
        running.close()


@pytest.fixture(scope="session")
def whole_cast(stack: Stack, browser: Browser) -> Cast:
    return Cast(stack, browser, Probe())


@pytest.fixture
def cast(whole_cast: Cast) -> Iterator[Cast]:
    """The people of a journey; afterwards no page that they saw has a fault."""
    yield whole_cast
    found, whole_cast.probe.faults = whole_cast.probe.faults, []
    assert not found, "\n".join(found)
