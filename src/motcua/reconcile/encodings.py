"""Names written before Unicode, or with the input method switched off, as SQL expressions.

TCVN3 (TCVN 5712:1993, code table 3) puts one byte per marked letter; files of that time reach
us as if those bytes were Latin-1. VNI writes the base letter and a mark after it. TELEX and VNI
typing leave their keys in the text; what they meant is folded, not restored.
"""

from __future__ import annotations

from itertools import product

from motcua.reconcile.dialect import Dialect, quoted

_LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂÊÔƠƯĐ"
_TCVN3 = (
    "\xb5\xb6\xb7\xb8\xb9\xa8\xbb\xbc\xbd\xbe\xc6\xa9\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1\xaa"
    "\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xab\xe5\xe6\xe7\xe8\xe9\xac\xea"
    "\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xad\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xae"
    "\xa1\xa2\xa3\xa4\xa5\xa6\xa7"
)
# Characters no Vietnamese name has in Unicode, a capital mark after a small letter, or a
# tone letter straight after a consonant where VNI could not put its mark.
TCVN3_SIGN = (
    "[\xb5-\xb9\xa8\xbb-\xbe\xa9\xaa\xab\xac\xad\xae\xa1-\xa7\xd7\xf7\xdf\xfe\xf0\xe7]"
    "|[a-z][\xc6-\xd6\xd8\xdc-\xde]|[bcdghklmnpqrstvxBCDGHKLMNPQRSTVX][\xef\xf1\xe5\xeb\xf8\xfb\xfc\xe4]"
)
VNI_SIGN = (
    "(^| )[ñÑ]|[aA][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|[eE][ùøûõïâáàåãäÙØÛÕÏÂÁÀÅÃÄ]"
    "|[oO][ùøûõïâåäÙØÛÕÏÂÅÄ]|[uU][ùøõïÙØÕÏ]|[yY][ùøûõÙØÛÕ]|[ôöÔÖ][ùøûõïÙØÛÕÏ]|[öÖ]"
)
DECOMPOSED_SIGN = "[\u0300-\u036f]"
# w, f, j, z and doubled vowels are no Vietnamese spelling; s, r, x never end a syllable.
TELEX_SIGN = "[fjwz]|aa|ee|dd|oo|[aeiouy][a-z]*[srx]( |$)"


def _vni_pairs() -> list[tuple[str, str]]:
    """Shaped vowels before toned ones and o before a: 'oaø' is òa, but 'oà' alone is ồ."""
    shaped = {
        "o": ("âáàåãä", "ôốồổỗộ"),
        "a": ("âêáàåãäéèúüë", "âăấầẩẫậắằẳẵặ"),
        "e": ("âáàåãä", "êếềểễệ"),
    }
    toned = {"a": "áàảãạ", "e": "éèẻẽẹ", "o": "óòỏõọ", "u": "úùủũụ", "y": "ýỳỷỹỵ"}
    keyed = [*shaped.items(), *((base, ("ùøûõï", outs)) for base, outs in toned.items())]
    return [
        (base + key, out)
        for base, (keys, outs) in keyed
        for key, out in zip(keys, outs, strict=True)
    ]


def _in_both_cases(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    cases = product(pairs, (str.lower, str.upper))
    spelled = [(case(key), case(out)) for (key, out), case in cases]
    return spelled + [(key[0].upper() + key[1:], out.upper()) for key, out in pairs]


def _chain(text: str, pairs: list[tuple[str, str]]) -> str:
    for key, out in pairs:
        text = f"replace({text}, '{key}', '{out}')"
    return text


def from_vni(text: str) -> str:
    """Return SQL that reads VNI font text: horned vowels first, then i, y and đ, then the rest."""
    horned = [("ô" + k, o) for k, o in zip("ùøûõï", "ớờởỡợ", strict=True)]
    horned += [("ö" + k, o) for k, o in zip("ùøûõï", "ứừửữự", strict=True)]
    text = _chain(text, _in_both_cases(horned))
    text = f"translate({text}, 'ôöñæóòîÔÖÑÆÓÒÎ', 'ơưđỉĩịỵƠƯĐỈĨỊỴ')"
    return _chain(text, _in_both_cases(_vni_pairs()))


def as_unicode(text: str, sql: Dialect) -> str:
    """Return SQL for ``text`` in NFC whatever of the known encodings it came in."""
    signs = f"{DECOMPOSED_SIGN}|{TCVN3_SIGN}|{VNI_SIGN}"
    return (
        f"CASE WHEN NOT {sql.matches(text, signs)} THEN {text}"
        f" WHEN {sql.matches(text, DECOMPOSED_SIGN)} THEN {sql.composed(text)}"
        f" WHEN {sql.matches(text, TCVN3_SIGN)}"
        f" THEN translate({text}, {quoted(_TCVN3)}, {quoted(_LETTERS)})"
        f" ELSE {from_vni(text)} END"
    )


def without_keys(folded: str, sql: Dialect) -> str:
    """Return SQL that takes TELEX and VNI typing keys out of an already folded text."""
    doubled = folded
    for pair in ("aa", "ee", "oo", "dd"):
        doubled = f"replace({doubled}, '{pair}', '{pair[0]}')"
    bare = sql.replaced(doubled, "[^a-eg-ik-vxy ]", "")
    return sql.replaced(bare, "[srx]+( |$)", " ")
