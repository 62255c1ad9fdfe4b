"""Normal forms of a full name, each as one SQL expression over the forms before it.

``acc``       small letters, NFC, one way of placing tones: 'nguyễn thị hòa'
``marked``    whether ``acc`` carries any diacritic
``fold``      without diacritics, y as i: 'nguien thi hoa'
``sound``     words in order, letters that regions confuse made equal, no spaces
``given`` / ``surname`` / ``initials``   of ``fold``; initials in order
"""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from motcua.reconcile.dialect import Dialect
from motcua.reconcile.encodings import TELEX_SIGN, as_unicode, without_keys

FORMS = ("acc", "marked", "fold", "sound", "given", "surname", "initials")
_APOSTROPHES = "['’`] *"
_GAPS = "[ .,;:_/()\u00a0\t\r\n-]+"
_UNTIDY = "  |^ | $|[.,;:_/()\u00a0\t\r\n'’`-]"
_NEW_TONE_PLACE = "o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]"
_TONE_PLACES = [
    (first + accented, toned + last)
    for first, last, accents, tones in (
        ("o", "a", "àáảãạ", "òóỏõọ"),
        ("o", "e", "èéẻẽẹ", "òóỏõọ"),
        ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
    )
    for accented, toned in zip(accents, tones, strict=True)
]
_CONFUSED = (
    ("ngh", "n"),
    ("ng", "n"),
    ("nh", "n"),
    ("tr", "c"),
    ("ch", "c"),
    ("gi", "d"),
    ("ph", "f"),
)
_CONFUSED_LETTERS = ("rvslkqh", "ddxncc")  # what has no counterpart is silent


def forms(sql: Dialect, source: str, *carried: str) -> str:
    """Return a SELECT of ``carried`` and FORMS for the column ``raw`` of ``source``."""
    keep = "".join(f"{column}, " for column in carried)
    stages = (
        f"SELECT {keep} {as_unicode('raw', sql)} AS t FROM {source}",
        f"SELECT {keep} {_tidied('t', sql)} AS t",
        f"SELECT {keep} t, {sql.unmarked('t')} AS plain",
        f"SELECT {keep} t, plain, {sql.matches('plain', f'{TELEX_SIGN}|[^a-z ]')} AS residue",
        f"SELECT {keep} plain, residue, {_toned('t', sql)} AS t,"
        f" CASE WHEN residue THEN trim({without_keys('plain', sql)}) ELSE plain END AS bare",
        f"SELECT {keep} CASE WHEN residue AND plain = t THEN bare ELSE t END AS acc,"
        f" NOT (plain = t) AS marked, replace(bare, 'y', 'i') AS fold",
        f"SELECT {keep} acc, marked, fold, {_sound('fold', sql)} AS sound,"
        f" split_part(fold, ' ', -1) AS given, split_part(fold, ' ', 1) AS surname,"
        f" {sql.sorted_initials('fold')} AS initials",
    )
    return nested(stages)


def nested(stages: tuple[str, ...]) -> str:
    """Put each SELECT around the one before it."""
    query = stages[0]
    for number, stage in enumerate(stages[1:]):
        query = f"{stage} FROM ({query}) AS stage{number}"
    return query


def _tidied(text: str, sql: Dialect) -> str:
    tidy = f"trim({sql.replaced(sql.replaced(text, _APOSTROPHES, ''), _GAPS, ' ')})"
    return f"lower(CASE WHEN {sql.matches(text, _UNTIDY)} THEN {tidy} ELSE {text} END)"


def _toned(text: str, sql: Dialect) -> str:
    """Write hoà as hòa; quý keeps its tone on y, since its u belongs to q."""
    placed = text
    for new, old in _TONE_PLACES:
        placed = f"replace({placed}, '{new}', '{old}')"
    for vowel, mark in zip("ỳýỷỹỵ", "ùúủũụ", strict=True):
        placed = f"replace({placed}, 'q{mark}y', 'qu{vowel}')"
    return f"CASE WHEN {sql.matches(text, _NEW_TONE_PLACE)} THEN {placed} ELSE {text} END"


def _sound(folded_text: str, sql: Dialect) -> str:
    spoken = folded_text
    for written, heard in _CONFUSED:
        spoken = f"replace({spoken}, '{written}', '{heard}')"
    letters, heard = _CONFUSED_LETTERS
    spoken = f"translate({spoken}, '{letters}', '{heard}')"
    return f"replace({sql.sorted_words(spoken)}, ' ', '')"
