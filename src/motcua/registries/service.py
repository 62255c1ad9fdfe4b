"""Public door of the registries: typed questions to what the state knows."""

from motcua.registries.asking import (
    Answer,
    Asker,
    Facts,
    Seen,
    birth_notice_of,
    look_up_person,
    marriage,
    my_lookups,
)
from motcua.registries.showing import Shown, TooManyStrangers, own_record, record_of_another
from motcua.registries.verifying import (
    FIELDS,
    IDENTITY,
    MARRIAGE,
    Party,
    Verified,
    consulted,
    unanswered,
    verifications,
    verify,
    verify_marriage,
)

__all__ = [
    "FIELDS",
    "IDENTITY",
    "MARRIAGE",
    "Answer",
    "Asker",
    "Facts",
    "Party",
    "Seen",
    "Shown",
    "TooManyStrangers",
    "Verified",
    "birth_notice_of",
    "consulted",
    "look_up_person",
    "marriage",
    "my_lookups",
    "own_record",
    "record_of_another",
    "unanswered",
    "verifications",
    "verify",
    "verify_marriage",
]
