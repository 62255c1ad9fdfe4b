"""What a browser fetches on a first visit, as it comes over the wire."""

from __future__ import annotations

import shutil

from playwright.sync_api import Response, sync_playwright


def weigh(url: str) -> dict[str, int]:
    """Return the compressed bytes of every file that Chromium loads for a page, by address."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        answers: list[Response] = []
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.on("response", lambda answer: answers.append(answer))
        page.goto(url, wait_until="networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        found = {answer.url: answer.request.sizes()["responseBodySize"] for answer in answers}
        browser.close()
    return found
