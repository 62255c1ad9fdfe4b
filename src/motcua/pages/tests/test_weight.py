"""A first visit on a bad line: everything a page needs, compressed, fonts included."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

KIB = 1024
FONT = re.compile(r"url\((fonts/[^)]+)\)")
ASSET = re.compile(r'(?:href|src)="/static/([^"]+)"')
IMPORT = re.compile(r'from "\.\./([^"]+)"')


def weight(name: str) -> int:
    path = Path(finders.find(name))
    content = path.read_bytes()
    text = content.decode() if path.suffix in {".css", ".js"} else ""
    own = len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 9))
    fonts = [f"vendor/{font}" for font in FONT.findall(text)]
    return own + sum(map(weight, {*fonts, *IMPORT.findall(text)}))


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/procedures/1.001193/", "/track/", "/check/", "/sign-in/"])
def test_a_first_visit_stays_under_100_kib(client, url):
    page = client.get(url).text
    total = len(gzip.compress(page.encode(), 6)) + sum(map(weight, set(ASSET.findall(page))))

    assert total < 100 * KIB, f"{url}: {total / KIB:.1f} KiB"


@pytest.mark.django_db
def test_no_page_has_script_or_style_of_its_own(client):
    page = client.get("/procedures/1.001193/").text

    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]* src=)", page)
