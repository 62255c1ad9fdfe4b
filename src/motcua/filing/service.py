"""Public door of filing: what is filed on the national portal for a node, and what becomes of it."""

from motcua.filing.filed import (
    Acting,
    AnsweredOtherwise,
    Backlog,
    answer,
    backlog,
    file_draft,
    filed,
    filed_by,
    waiting,
    waiting_file,
)
from motcua.filing.models import FiledDeclaration
from motcua.filing.taking import take_filed
from motcua.filing.telling import tell_mandates

__all__ = [
    "Acting",
    "AnsweredOtherwise",
    "Backlog",
    "FiledDeclaration",
    "answer",
    "backlog",
    "file_draft",
    "filed",
    "filed_by",
    "take_filed",
    "tell_mandates",
    "waiting",
    "waiting_file",
]
