"""File names that people's phones and machines send, made fit to keep and show."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 100
_FALLBACK = "giay-to"


def clean_name(declared: str, extension: str) -> str:
    """Return ``declared`` without folders, control and direction marks, ending in ``extension``.

    The extension follows the content that was found, never the one that was claimed.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", declared))[-1]
    # Cc control, Cf direction marks and joiners, Cs surrogates, Co and Cn unassigned
    visible = "".join(
        c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    stem = visible.rsplit(".", 1)[0] if "." in visible else visible
    stem = re.sub(r"[<>:\"|?*%;\s]+", " ", stem).strip(" .")[:_LONGEST].strip(" .")
    return f"{stem or _FALLBACK}.{extension}"
