"""The eyes of the journeys: a page with a fault is told, one without is not."""

from __future__ import annotations

import pytest
from cast import Cast
from probe import Probe

WHOLE = "<!doctype html><html lang=vi><title>Trang</title><main><h1>Tốt</h1></main>"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("<img src='data:,'>", "image-alt"),
        ("<p style='color: #aaa; background: #fff'>Chữ mờ</p>", "color-contrast"),
        ("<div style='width: 400px'>rộng</div>", "px wide"),
        ("<script>console.error('hỏng')</script>", "console: hỏng"),
        ("<script>undefined_function()</script>", "script: "),
        ("<script>fetch('/csp-report/', {method: 'POST', body: '{}'})</script>", "CSP report"),
    ],
)
def test_a_fault_of_a_page_is_seen(cast: Cast, fault: str, told: str):
    assert any(told in said for said in _faults(cast, WHOLE + fault))


def test_a_page_without_fault_is_left_in_peace(cast: Cast):
    assert _faults(cast, WHOLE) == []


def _faults(cast: Cast, html: str) -> list[str]:
    probe, profile = Probe(screenshots=""), cast.profile()
    page = profile.new_page()
    probe.watch(page)
    page.route(
        "**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
    )
    page.goto("http://127.0.0.1/page/", wait_until="networkidle")
    probe.look(page, narrow=True)
    profile.close()
    return probe.faults
