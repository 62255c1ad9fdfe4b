"""The organisation that asks (tổ chức yêu cầu): verified with the business register."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.accounts.service import Organisation
from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Applicant, Channel
from motcua.dossiers.models import DossierRow, Party
from motcua.registries import service as registries


def verify(asked: registries.Round, row: DossierRow, parties: Iterable[Party]) -> list[str]:
    """Return how the register answered about the organisation; nothing when there is none."""
    named = list(parties)
    asks = next((one for one in named if one.tax_code), None)
    if asks is None:
        return []
    known = Organisation.objects.filter(account=asks.account).first()
    facts = registries.OrganisationFacts(
        tax_code=asks.tax_code,
        name=asks.full_name,
        representative=_representative(row, named, known),
        registered=_is_registered(row, asks, known),
    )
    return registries.verify_organisation(asked, facts)


def _representative(row: DossierRow, named: list[Party], known: Organisation | None) -> str:
    """Return who says to represent it: at the counter who came as such, online who holds the account."""
    came = (one.full_name for one in named if one.right == Party.Right.REPRESENTATIVE)
    holds = known.representative if known and row.channel == Channel.ONLINE else ""
    return next(came, holds)


def _is_registered(row: DossierRow, asks: Party, known: Organisation | None) -> bool:
    """Tell whether the business register must hold it: it has no agencies, no public service units."""
    if known:
        return known.sort == Organisation.Sort.ENTERPRISE
    if asks.part != Party.Part.FILER:
        return True
    procedure = catalogue.revision(row.procedure, row.revision)
    return Applicant.ENTERPRISE in procedure.applicants
