"""Forms (tờ khai điện tử): what is asked, read, checked and told.

The model is ``form_model``; this is the door to what is done with it. Answers are plain JSON
values: text, numbers, booleans, lists of upload ids, ISO dates that may lack month or day
(``1955``, ``1999-05``), places as ``{commune, detail}`` with the present commune code.
"""

from motcua.catalogue.asking import (
    offered,
    questions_to_show,
    relevant,
    unanswered,
    visible_pages,
    visible_questions,
)
from motcua.catalogue.checking import PointedOut, check, pointed_out
from motcua.catalogue.filled import Filled, filled
from motcua.catalogue.form_model import Choice, Form, Page, Question
from motcua.catalogue.parsing import Parsed, field_values, fields, parse, shown
from motcua.catalogue.prefilling import Prefilled, prefill
from motcua.catalogue.telling import declared, summary, wire_values

__all__ = [
    "Choice",
    "Filled",
    "Form",
    "Page",
    "Parsed",
    "PointedOut",
    "Prefilled",
    "Question",
    "check",
    "declared",
    "field_values",
    "fields",
    "filled",
    "offered",
    "parse",
    "pointed_out",
    "prefill",
    "questions_to_show",
    "relevant",
    "shown",
    "summary",
    "unanswered",
    "visible_pages",
    "visible_questions",
    "wire_values",
]
