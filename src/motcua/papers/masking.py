"""Names shown to strangers: enough for who holds the paper, too little for who does not."""

from __future__ import annotations


def masked_name(name: str) -> str:
    """Return 'Bùi K** M*** A*': the surname, then the first letter of every other word."""
    surname, *others = name.split() or [""]
    return " ".join([surname, *(word[0] + "*" * (len(word) - 1) for word in others)])
