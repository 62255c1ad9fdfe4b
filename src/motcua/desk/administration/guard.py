"""Pages of the administrator (quản trị); everybody else is told that these are not theirs."""

from __future__ import annotations

from motcua.accounts.service import Role
from motcua.desk.at_post import View, at_post


def as_administrator(view: View) -> View:
    return at_post(view, roles=frozenset({Role.ADMINISTRATOR}))
