"""Public door of filing: what is filed on the national portal for a node, and what becomes of it."""

from motcua.filing.filed import (
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

__all__ = [
    "AnsweredOtherwise",
    "Backlog",
    "FiledDeclaration",
    "answer",
    "backlog",
    "file_draft",
    "filed",
    "filed_by",
    "take_filed",
    "waiting",
    "waiting_file",
]
