"""People and officials with open sessions, and declarations ready to submit; all invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.accounts.models import Account
from motcua.accounts.officials import keep_official
from motcua.agencies.service import communes
from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.dossiers.models import Draft
from motcua.dossiers.service import start_draft
from motcua.kernel import clock

BIRTH = "1.001193"
MARRIAGE = {"registered": True, "place": {"commune": "05200"}, "number": "12/2022"}
TYPED = {
    "relation": "mother",
    "register_at": "mother",
    "birth_proof": "code",
    "surrogacy": False,
    "child_sex": "female",
    "child_surname_after": "father",
    "child_ethnicity_after": "mother",
    "child_origin_after": "father",
    "copies": 0,
    "delivery": "centre",
    "declaration": True,
}


@dataclass(frozen=True)
class Visitor:
    """Somebody with an open session; ``account`` is theirs."""

    account: UUID
    session: str


def citizen(number: int) -> Visitor:
    """Return a signed-in mother; ``number`` makes her personal id, below 1,000,000."""
    account = Account(
        kind=Account.Kind.PERSON,
        username=f"bench-{number}",
        full_name="Khà Thị Dung",
        personal_id=f"017199{number:06}",
        tech_id=f"bench-{number}",
        birth="1999-05-12",
        level=2,
        phone="0912345678",
        created_at=clock.now(),
    )
    account.set_unusable_password()
    account.save()
    return Visitor(account.id, _session(account))


def receivers() -> dict[str, Visitor]:
    """Return a signed-in receiver (cán bộ tiếp nhận) of each commune, by its agency's code."""
    return {agency: _receiver(agency) for agency in _communes().values()}


def _receiver(agency: str) -> Visitor:
    post = {"agency": agency, "role": "receiver", "title": "chuyên viên", "from": date(2025, 7, 1)}
    row = {"username": f"bench-{agency}", "full_name": "Lường Văn Hậu", "posts": [post]}
    account = keep_official(row, password=uuid4().hex, totp_key="00" * 20, now=clock.now())
    device = TOTPDevice.objects.get(user=account)
    return Visitor(account.id, _session(account, {DEVICE_ID_SESSION_KEY: device.persistent_id}))


@cache
def _communes() -> dict[str, str]:
    """Return the communes that have an agency: place code → agency code."""
    return {agency.place_code: agency.code for agency in communes(clock.today())}


def drafts(visitor: Visitor, numbers: range) -> list[UUID]:
    """Return complete declarations of the visitor, one child a number."""
    now = clock.now()
    procedure = catalogue.current(BIRTH, now.date())
    first = start_draft(visitor.account, procedure.code, procedure.revision, now)
    written = [
        Draft(
            account=first.account, procedure=first.procedure, revision=first.revision,
            answers=declaration(number, now.date()), sources=_sources(), created_at=now,
            updated_at=now, expires_at=first.expires_at,
        )
        for number in numbers
    ]  # fmt: skip
    return [draft.id for draft in Draft.objects.bulk_create(written)]


def declaration(number: int, today: date) -> dict[str, Any]:
    """Return a complete declaration of birth; commune and notice differ with ``number``."""
    served = list(_communes())
    place = {"commune": served[number % len(served)], "detail": "Xóm Văn"}
    child = {
        "child_name": "Bùi Khà An",
        "child_birth_date": today.replace(day=1).isoformat(),
        "child_birth_place": place,
        "notice_code": f"17041.GCS.{number:05}.26",
    }
    form = catalogue.current(BIRTH, today).form
    filled = forms.prefill(form, _registers(place), {**TYPED, **child}).answers
    faults = forms.check(forms.filled(form, filled, today))
    if faults:
        raise ValueError(faults)
    return filled


def _registers(place: dict[str, str]) -> dict[str, dict[str, Any]]:
    common = {"nationality": "VN", "residence": place, "residence_kind": "permanent",
              "origin": {"commune": place["commune"]}, "phone": "0912345678"}  # fmt: skip
    mother = {"full_name": "Khà Thị Dung", "personal_id": "017199000123",
              "birth_date": "1999-05-12", "ethnicity": "03"}  # fmt: skip
    father = {"full_name": "Bùi Văn Tuyển", "personal_id": "017097000456",
              "birth_date": "1997-02-03", "ethnicity": "06"}  # fmt: skip
    return {"person": common | mother, "spouse": common | father, "marriage": MARRIAGE}


def _sources() -> dict[str, Any]:
    at = clock.now().isoformat()
    said = {
        name: {"values": values, "register": "Cơ sở dữ liệu quốc gia về dân cư", "at": at}
        for name, values in _registers({"commune": "05200", "detail": "Xóm Văn"}).items()
    }
    return {"_known": said}


def _session(account: Account, more: dict[str, str] | None = None) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.update(more or {})
    store.create()
    return str(store.session_key)
