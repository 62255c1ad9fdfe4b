"""What registers answered, in the words of a form: a person, a marriage, a birth notice.

Each source keeps which register said it and when.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.catalogue.place_names import resolve
from motcua.exchange.clients.birth_notice import BirthNotice
from motcua.exchange.clients.civil_status import Marriage
from motcua.exchange.clients.population import PersonRecord, Place
from motcua.kernel.parameters import parameters

Sources = dict[str, dict[str, Any]]
POPULATION = "Cơ sở dữ liệu quốc gia về dân cư"
CIVIL_STATUS = "Cơ sở dữ liệu hộ tịch điện tử"
HEALTH = "Giấy chứng sinh điện tử của cơ sở y tế"
IDENTITY = "tài khoản định danh điện tử"
BUSINESS = "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp"
SHOWN = "giấy tờ xuất trình tại quầy"
_SEX = {"1": "male", "2": "female"}


def of_person(
    record: PersonRecord, at: datetime, *, phone: str = "", email: str = ""
) -> dict[str, Any]:
    """Return a person's own source; how they are reached comes from their electronic identity."""
    reached = _known(phone=phone, email=email)
    source = _said(POPULATION, at, _person(record) | reached)
    source["registers"] = dict.fromkeys(reached, IDENTITY)
    return source


def of_kin(record: PersonRecord, at: datetime) -> dict[str, Any]:
    return _said(POPULATION, at, _person(record))


def of_marriage(found: Marriage, at: datetime) -> dict[str, Any]:
    return _said(CIVIL_STATUS, at, _wedding(found))


def of_notice(found: BirthNotice, at: datetime) -> dict[str, Any]:
    return _said(HEALTH, at, _notice(found))


def of_organisation(
    at: datetime,
    *,
    organisation: Mapping[str, Any],
    delegate: Mapping[str, Any],
    organisation_by: str = IDENTITY,
    delegate_by: str = IDENTITY,
) -> Sources:
    """Return the sources of an organisation's declaration: itself, and who acts for it."""
    return {
        "organisation": _said(organisation_by, at, _known(**organisation)),
        "delegate": _said(delegate_by, at, _known(**delegate)),
    }


def _person(record: PersonRecord) -> dict[str, Any]:
    home = record.current or record.permanent
    kind = "permanent" if home == record.permanent else "temporary"
    return _known(
        full_name=record.name,
        personal_id=record.personal_id,
        birth_date=record.birth.iso() if record.birth else None,
        sex=_SEX.get(record.gender),
        ethnicity=record.ethnicity,
        nationality=record.nationality,
        residence=_address(home),
        residence_kind=kind if _address(home) else None,
        origin=_place(record.origin),
    )


def _wedding(found: Marriage) -> dict[str, Any]:
    where = resolve(found.place.removeprefix("UBND "), parameters().places).commune
    return _known(
        registered=True,
        number=found.number,
        date=found.registered_on.isoformat(),
        place={"commune": where.code} if where else None,
    )


def _notice(found: BirthNotice) -> dict[str, Any]:
    return _known(
        code=found.code,
        issued_on=found.issued_on.iso(),
        sex=_SEX.get(found.child_gender),
        birth_date=found.born_on.iso(),
    )


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _address(place: Place | None) -> dict[str, str] | None:
    if place is None or not place.commune:
        return None
    return {"commune": place.commune, **({"detail": place.detail} if place.detail else {})}


def _place(place: Place | None) -> dict[str, str] | None:
    return {"commune": place.commune} if place and place.commune else None


def _said(register: str, at: datetime, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"register": register, "at": at.isoformat(), "values": dict(values)}
