"""Public door of the registries: typed questions to what the state knows."""

from motcua.registries.asking import (
    Answer,
    Asker,
    Facts,
    Seen,
    birth_notice_of,
    look_up_organisation,
    look_up_person,
    marriage,
    my_lookups,
    register_entry,
)
from motcua.registries.checking_accounts import check_organisations
from motcua.registries.organisations import (
    ORGANISATION,
    OrganisationFacts,
    verify_organisation,
)
from motcua.registries.showing import Shown, TooManyStrangers, own_record, record_of_another
from motcua.registries.verifying import (
    ENTRY,
    FIELDS,
    IDENTITY,
    MARRIAGE,
    PARENTS,
    Party,
    Round,
    Verified,
    consulted,
    unanswered,
    verifications,
)

__all__ = [
    "ENTRY",
    "FIELDS",
    "IDENTITY",
    "MARRIAGE",
    "ORGANISATION",
    "PARENTS",
    "Answer",
    "Asker",
    "Facts",
    "OrganisationFacts",
    "Party",
    "Round",
    "Seen",
    "Shown",
    "TooManyStrangers",
    "Verified",
    "birth_notice_of",
    "check_organisations",
    "consulted",
    "look_up_organisation",
    "look_up_person",
    "marriage",
    "my_lookups",
    "own_record",
    "record_of_another",
    "register_entry",
    "unanswered",
    "verifications",
    "verify_organisation",
]
