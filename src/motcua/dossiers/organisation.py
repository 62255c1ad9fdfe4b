"""The organisation that asks (tổ chức yêu cầu): verified with the business register."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.accounts.service import Organisation
from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Applicant
from motcua.dossiers.models import DossierRow, Party
from motcua.registries import service as registries


def verify(asked: registries.Round, row: DossierRow, parties: Iterable[Party]) -> list[str]:
    """Return how the register answered about who filed; nothing when a person did."""
    filer = next((one for one in parties if one.part == Party.Part.FILER), None)
    if filer is None or not filer.tax_code:
        return []
    known = Organisation.objects.filter(account=filer.account).first()
    facts = registries.OrganisationFacts(
        tax_code=filer.tax_code,
        name=filer.full_name,
        representative=known.representative if known else "",
        registered=_is_registered(row, known),
    )
    return registries.verify_organisation(asked, facts)


def _is_registered(row: DossierRow, known: Organisation | None) -> bool:
    """Tell whether the business register must hold it: it has no agencies, no public service units."""
    if known:
        return known.sort == Organisation.Sort.ENTERPRISE
    procedure = catalogue.revision(row.procedure, row.revision)
    return Applicant.ENTERPRISE in procedure.applicants
