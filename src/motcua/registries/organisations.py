"""Compare an organisation of a dossier with the business register, until it has answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.exchange.clients import business_register
from motcua.exchange.clients.business_register import BusinessRecord, State
from motcua.kernel.names import same_name
from motcua.kernel.organisation_names import same_organisation
from motcua.registries.asking import Answer, digest, look_up_organisation
from motcua.registries.models import Verification
from motcua.registries.verifying import Round, Verified, verified

ORGANISATION = "organisation"
TAX_CODE, NAME, STATE, REPRESENTATIVE = (
    "tax_code",
    "organisation_name",
    "organisation_state",
    "representative",
)
Outcome = Verification.Outcome


@dataclass(frozen=True, kw_only=True)
class OrganisationFacts:
    """``representative`` is who is said to be the legal representative, empty when nobody is.

    ``registered`` is False for agencies and public service units, which the register does not
    hold: that they are not found is no mismatch.
    """

    tax_code: str
    name: str
    representative: str = ""
    registered: bool = True


def verify_organisation(now: Round, facts: OrganisationFacts) -> list[str]:
    """Ask the business register, unless it has answered to the same facts; returns the outcomes."""
    asked = digest(str(facts))
    if not now.answered(ORGANISATION, TAX_CODE, asked):
        answer = look_up_organisation(facts.tax_code, now.asker)
        now.keep(asked, compared(facts, answer), answer.at)
    found = [one for one in now.found() if one.party == ORGANISATION]
    return [one.outcome for one in found if facts.registered or one.outcome != Outcome.NOT_FOUND]


def compared(facts: OrganisationFacts, answer: Answer[BusinessRecord]) -> list[Verified]:
    """Return what the register says of each fact, its own value where it differs."""
    rows = [_row(answer, TAX_CODE)]
    if answer.record is not None:
        rows += [_row(answer, *differing) for differing in _differences(facts, answer.record)]
    return rows


def _differences(facts: OrganisationFacts, record: BusinessRecord) -> Iterator[tuple[str, str]]:
    """Yield each field that is compared, with the register's value or nothing if it agrees."""
    yield NAME, "" if same_organisation(facts.name, record.name) else record.name
    yield STATE, "" if record.state == State.ACTIVE else record.state_said
    if facts.representative:
        known = any(same_name(facts.representative, one) for one in record.representatives)
        yield REPRESENTATIVE, "" if known else "; ".join(record.representatives) or "không ghi"


def _row(answer: Answer[BusinessRecord], field: str, differs: str = "") -> Verified:
    system = business_register.SYSTEM
    return verified(ORGANISATION, field, system, answer, value=differs, differs=bool(differs))
