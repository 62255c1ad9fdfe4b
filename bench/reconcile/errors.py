"""The faults of a sector file, correlated through the care with which a row was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from bench.reconcile.people import Ints, Texts

LETTERS = "abcdeghiklmnopqrstuvxy"
TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
SHAPES = {"\u0302": "", "\u0306": "w", "\u031b": "w"}
UNICODE = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂÊÔƠƯĐ"
TCVN3 = (
    "\xb5\xb6\xb7\xb8\xb9\xa8\xbb\xbc\xbd\xbe\xc6\xa9\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1\xaa"
    "\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xab\xe5\xe6\xe7\xe8\xe9\xac\xea"
    "\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xad\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xae"
    "\xa1\xa2\xa3\xa4\xa5\xa6\xa7"
)
_TO_TCVN3 = str.maketrans(UNICODE, TCVN3)
_TO_TCVN3.update({ord(c): c.lower().translate(_TO_TCVN3) for c in UNICODE[:67].upper()
                  if ord(c) not in _TO_TCVN3})  # fmt: skip
VNI = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï",
       "\u0302": "â", "\u0306": "ê"}  # fmt: skip
VNI_BOTH = {"\u0302": dict(zip(TONES, "áàåãä", strict=True)),
            "\u0306": dict(zip(TONES, "éèúüë", strict=True))}  # fmt: skip
VNI_I = dict(zip(TONES, "íìæóò", strict=True))


def unmarked(name: str) -> str:
    """Remove every diacritic, đ included."""
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def tcvn3(name: str) -> str:
    """Write the name in the 8-bit font encoding that offices used before Unicode."""
    return name.translate(_TO_TCVN3)


def vni(name: str) -> str:
    """Write the name in the VNI font encoding: a base letter and a mark after it."""
    out = []
    for letter in name.replace("đ", "ñ").replace("Đ", "Ñ"):
        base, *marks = unicodedata.normalize("NFD", letter)
        tone = next((m for m in marks if m in TONES), None)
        shape = next((m for m in marks if m in SHAPES), None)
        if base in "iI" and tone:
            out.append(VNI_I[tone])
        elif shape == "\u031b":
            out.append(("ô" if base in "oO" else "ö") + (VNI[tone] if tone else ""))
        elif shape and tone:
            out.append(base + VNI_BOTH[shape][tone])
        else:
            out.append(base + "".join(VNI[m] for m in marks))
    return "".join(out)


def telex(name: str) -> str:
    """Write the name as keys left over when the input method was off."""
    words = []
    for word in name.replace("đ", "dd").replace("Đ", "Dd").split():
        tone, out = "", ""
        for c in unicodedata.normalize("NFD", word):
            tone = TONES.get(c, tone)
            if c == "\u0302":
                out += out[-1].lower()
            elif c not in TONES:
                out += SHAPES.get(c, c)
        words.append(out + tone)
    return " ".join(words)


def typo(name: str, dice: float) -> str:
    """Change, drop, double or swap one letter at a place taken from ``dice``."""
    at = 1 + int(dice * 997) % max(1, len(name) - 1)
    letter = LETTERS[int(dice * 7919) % len(LETTERS)]
    kinds: tuple[Callable[[], str], ...] = (
        lambda: name[:at] + letter + name[at + 1 :],
        lambda: name[:at] + name[at + 1 :],
        lambda: name[:at] + letter + name[at:],
        lambda: name[: at - 1] + name[at : at + 1] + name[at - 1] + name[at + 1 :],
    )
    return kinds[int(dice * 104729) % 4]()


def dialect(name: str, dice: float) -> str:
    """Write a syllable as it sounds in one region."""
    pairs = (("s", "x"), ("tr", "ch"), ("l", "n"), ("i", "y"), ("ò", "õ"), ("ũ", "ủ"), ("ng", "n"))
    a, b = pairs[int(dice * 7001) % len(pairs)]
    return name.replace(a, b, 1) if a in name else name.replace(b, a, 1)


def dropped(name: str, dice: float) -> str:
    """Leave a middle name out, or write it as an initial."""
    parts = name.split()
    if len(parts) < 3:
        return name
    middle = [] if dice < 0.5 else [parts[1][0] + "."]
    return " ".join([parts[0], *middle, *parts[2:]])


def turned(name: str, dice: float) -> str:
    """Put the given name first."""
    parts = name.split()
    return " ".join([parts[-1], *parts[:-1]])


def remarked(name: str, dice: float) -> str:
    """Take the tone of one syllable off."""
    parts = name.split()
    at = int(dice * 31) % len(parts)
    parts[at] = unmarked(parts[at])
    return " ".join(parts)


def blind(change: Callable[[str], str]) -> Callable[[str, float], str]:
    """Let a change that needs no dice be used like the others."""
    return lambda name, dice: change(name)


SPELLING: tuple[tuple[float, Callable[[str, float], str]], ...] = (
    (0.030, typo), (0.010, dialect), (0.012, dropped), (0.004, turned), (0.020, remarked),
)  # fmt: skip
WRITING: tuple[tuple[float, Callable[[str, float], str]], ...] = (
    (0.14, blind(unmarked)), (0.03, blind(lambda n: unicodedata.normalize("NFD", n))),
    (0.02, blind(tcvn3)), (0.008, blind(vni)), (0.008, blind(telex)), (0.10, blind(str.upper)),
)  # fmt: skip


def misspell(rng: np.random.Generator, names: Texts, care: npt.NDArray[np.float64]) -> Texts:
    """Spoil names: at most one spelling fault and one way of writing per row."""
    names = names.copy()
    for table, weight in ((SPELLING, care), (WRITING, np.ones(len(names)))):
        dice, low = rng.random(len(names)), np.zeros(len(names))
        for share, change in table:
            high = low + share * weight
            hit = np.flatnonzero((dice >= low) & (dice < high))
            spare = rng.random(len(hit))
            for i, s in zip(hit, spare, strict=True):
                names[i] = change(names[i], float(s))
            low = high
    return names


def misdigit(rng: np.random.Generator, numbers: Ints, width: int) -> Ints:
    """Change one digit of each number, or swap two neighbours."""
    place = 10 ** rng.integers(0, width - 1, len(numbers))
    digit = numbers // place % 10
    changed = numbers + (rng.integers(0, 10, len(numbers)) - digit) * place
    other = numbers // (place * 10) % 10
    swapped = numbers + (other - digit) * place + (digit - other) * place * 10
    return np.where(rng.random(len(numbers)) < 0.3, swapped, changed)
