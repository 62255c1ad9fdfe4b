import gettext
import re
from pathlib import Path

import pytest
from django.utils import translation

from motcua.desk.certify import asking
from motcua.desk.counter import looking_up, representing
from motcua.dossiers.labels import CITIZEN_LABELS, EVENT_LABELS
from motcua.dossiers.timeline import INNER_EVENTS
from motcua.pages.templatetags import words
from motcua.papers.kinds import TITLES
from motcua.portal import known_sources

FOLDER = Path(__file__).parents[1] / "locale" / "en" / "LC_MESSAGES"
ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.*)"$', re.MULTILINE)
SAID = [
    *CITIZEN_LABELS.values(),
    *(label for kind, label in EVENT_LABELS.items() if kind not in INNER_EVENTS),
    *TITLES.values(),
    asking.PURPOSE,
    known_sources.PURPOSE,
    looking_up.PURPOSE,
    representing.PURPOSE,
]


def test_the_compiled_english_is_that_of_its_source():
    with (FOLDER / "django.mo").open("rb") as compiled:
        english = gettext.GNUTranslations(compiled)
    entries = ENTRY.findall((FOLDER / "django.po").read_text())

    assert len(entries) > 200
    for vietnamese, text in entries:
        assert english.gettext(vietnamese.replace('\\"', '"')) == text.replace('\\"', '"')
        assert text, vietnamese


@pytest.mark.parametrize("label", sorted(set(SAID)))
def test_words_of_other_rooms_have_english_where_people_read_them(label):
    with translation.override("en"):
        assert words.worded(label) != label
