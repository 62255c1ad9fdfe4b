"""Public door of accounts."""

from motcua.accounts.actors import Actor, system_actor
from motcua.accounts.appointed_helpers import appointed_helper
from motcua.accounts.identities import Identity, identities
from motcua.accounts.mandates import (
    MandateNotFound,
    NewMandate,
    in_force_for,
    mandates_of,
    was_in_force,
)
from motcua.accounts.mandates import end as end_mandate
from motcua.accounts.mandates import give as give_mandate
from motcua.accounts.mirroring import (
    OfAnotherNode,
    ToldHelper,
    ToldMandate,
    mirror_helper,
    mirror_mandate,
)
from motcua.accounts.models import Account, AppointedHelper, Mandate, Organisation, Post
from motcua.accounts.officials import acting, keep_official, posts_of
from motcua.accounts.registered import (
    Registered,
    ask_for_check,
    due_for_check,
    keep_registered,
    postpone_check,
)
from motcua.accounts.roles import ROLE_LABELS, Role
from motcua.accounts.telling import ToTell, note_told, to_tell

__all__ = [
    "ROLE_LABELS",
    "Account",
    "Actor",
    "AppointedHelper",
    "Identity",
    "Mandate",
    "MandateNotFound",
    "NewMandate",
    "OfAnotherNode",
    "Organisation",
    "Post",
    "Registered",
    "Role",
    "ToTell",
    "ToldHelper",
    "ToldMandate",
    "acting",
    "appointed_helper",
    "ask_for_check",
    "due_for_check",
    "end_mandate",
    "give_mandate",
    "identities",
    "in_force_for",
    "keep_official",
    "keep_registered",
    "mandates_of",
    "mirror_helper",
    "mirror_mandate",
    "note_told",
    "postpone_check",
    "posts_of",
    "system_actor",
    "to_tell",
    "was_in_force",
]
