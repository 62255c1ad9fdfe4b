"""Public door of accounts."""

from motcua.accounts.actors import Actor, system_actor
from motcua.accounts.identities import Identity, identities
from motcua.accounts.models import Account, Post
from motcua.accounts.officials import acting, keep_official, posts_of
from motcua.accounts.roles import ROLE_LABELS, Role

__all__ = [
    "ROLE_LABELS",
    "Account",
    "Actor",
    "Identity",
    "Post",
    "Role",
    "acting",
    "identities",
    "keep_official",
    "posts_of",
    "system_actor",
]
