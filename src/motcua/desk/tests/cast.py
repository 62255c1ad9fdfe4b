"""Officials who are signed in, and births that they work on, for tests of the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.accounts.service import Account, Post, Role
from motcua.agencies import service as agencies
from motcua.dossiers.contents import NewContent
from motcua.dossiers.history import refold
from motcua.dossiers.perform import perform
from motcua.dossiers.submit import PartyName
from motcua.dossiers.table import RULES, Action
from motcua.dossiers.tests import births
from motcua.dossiers.tests.cast import ACTORS, MAI_CHAU, MOTHER, at, full
from motcua.papers.keeping import keep
from motcua.papers.uploads import Accepted, Kind

__all__ = ["MAI_CHAU", "at"]
BAO_LA = "H44.28.06"
PA_CO = "H44.28.07"
PROVINCE = "H44"
KEY = "3132333435363738393031323334353637383930"
PEOPLE = [
    PartyName(
        part="filer", full_name="Khà Thị Dung", account=MOTHER.account_id,
        personal_id="017199001234", birth="1999-05-02", phone="0912000001",
    ),
    PartyName(part="owner", full_name="Bùi Khà Minh An", birth="2026-11-20"),
    PartyName(
        part="mother", full_name="Khà Thị Dung", personal_id="017199001234", birth="1999-05-02"
    ),
    PartyName(
        part="father", full_name="Bùi Văn Tuyển", personal_id="017097005678", birth="1997"
    ),
]  # fmt: skip
ANSWERS = {
    "relation": "mother",
    "applicant_name": "Khà Thị Dung",
    "applicant_id": "017199001234",
    "mother_name": "Khà Thị Dung",
    "mother_id": "017199001234",
    "mother_birth_date": "1999-05-02",
    "mother_ethnicity": "03",
    "mother_nationality": "VN",
    "parents_married": True,
    "father_name": "Bùi Văn Tuyển",
    "father_id": "017097005678",
    "father_birth_date": "1997",
    "child_name": "Bùi Khà Minh An",
    "child_sex": "female",
    "child_birth_date": "2026-11-20",
    "copies": 2,
    "delivery": "centre",
}
SOURCES = {
    "mother_name": {
        "source": "mother",
        "register": "Cơ sở dữ liệu quốc gia về dân cư",
        "at": "2026-11-22T20:14:00+07:00",
        "locked": True,
    }
}


def load_agencies() -> None:
    births.load_agencies()
    agencies.load(
        {
            "code": code, "name": name, "kind": kind, "place_code": place,
            "valid_from": date(2025, 7, 1),
        }
        for code, name, kind, place in (
            (PROVINCE, "Ủy ban nhân dân tỉnh Phú Thọ", "province", ""),
            (PA_CO, "Ủy ban nhân dân xã Pà Cò", "commune", "05212"),
        )
    )  # fmt: skip


def an_official(
    username: str, role: Role, agency: str = MAI_CHAU, *, password: str = ""
) -> Account:
    """Make an official with one post and an authenticator whose key is ``KEY``."""
    account = Account(
        kind="official", username=username, full_name=f"Cán bộ {username}", created_at=at(1, 8)
    )
    account.set_password(password) if password else account.set_unusable_password()
    account.save()
    hold(account, role, agency)
    TOTPDevice.objects.create(user=account, key=KEY, confirmed=True)
    return account


def hold(account: Account, role: Role, agency: str = MAI_CHAU) -> Post:
    return Post.objects.create(
        account=account, agency_id=agency, role=role, title=f"chức danh {role}",
        valid_from=date(2025, 7, 1),
    )  # fmt: skip


def sign_in(account: Account) -> Client:
    """Return a browser in which the official has given password and code."""
    client = Client()
    client.force_login(account)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=account).persistent_id
    session.save()
    return client


def browser(role: Role, agency: str = MAI_CHAU) -> Client:
    return sign_in(an_official(f"{role}-{agency}", role, agency))


def a_birth(now: datetime | None = None, **changes) -> str:
    """Submit a birth with both parents and return the dossier's code."""
    return births.declared(
        now, **{"parties": PEOPLE, "answers": ANSWERS, "sources": SOURCES, **changes}
    )


_TEXT = NewContent(kind="note", body={"text": "Nêu rõ lý do"})
_LIST = NewContent(kind="supplement_list", body={"items": ["Ảnh Giấy chứng sinh"]})
_ENTRY = NewContent(
    kind="registration",
    body={
        "personal_id": "017226000007", "number": "105/2026", "book": "01/2026", "page": "105",
        "registered_on": "2026-11-23",
    },
)  # fmt: skip
_WRITTEN = {
    Action.GUIDE: [_LIST],
    Action.REQUEST_SUPPLEMENT: [_LIST, _TEXT],
    Action.RECORD_REGISTRATION: [_ENTRY],
}


def led(code: str, *actions: Action, now: datetime | None = None) -> str:
    """Do ``actions`` one after the other, each by somebody who may; return the code."""
    dossier = refold(code)
    for action in actions:
        rule = RULES[action]
        role = next(role for role in ACTORS if role in rule.roles)
        agency = dossier.receiving_agency if rule.at == "receiving" else dossier.competent_agency
        command = full(action)
        written = _WRITTEN.get(action, [_TEXT] if command.has_content("note") else [])
        fresh = [NewContent(kind=one.kind, body=one.body) for one in written]
        perform(
            code, command, replace(ACTORS[role], agency=agency), command_id=uuid4(),
            now=now or at(23, 9), contents=fresh,
        )  # fmt: skip
    return code


TO_EXAMINATION = (Action.RECORD_VERIFICATION, Action.RECEIVE)
TO_CONFIRMATION = (*TO_EXAMINATION, Action.SEND_DRAFT)
TO_REGISTRATION = (*TO_CONFIRMATION, Action.CONFIRM_DRAFT, Action.REQUEST_REGISTRATION)
TO_COMPLETION = (*TO_REGISTRATION, Action.RECORD_REGISTRATION)
TO_SIGNATURE = (*TO_COMPLETION, Action.SUBMIT_FOR_SIGNATURE)
TO_ISSUING = (*TO_SIGNATURE, Action.SIGN, Action.RECORD_SIGNATURE)
TO_DECIDED = (*TO_ISSUING, Action.ISSUE, Action.RECORD_SEAL)


def filled(client: Client, code: str, name: str, **typed: object) -> dict[str, object]:
    """Open an action's form and return what a browser would send, with ``typed`` filled in."""
    drawn = client.get(f"/desk/dossiers/{code}/{name}/").context
    return {"command": str(drawn["command"]), "seen": drawn["dossier"].seq, **typed}


def a_file(code: str, *, name: str = "giay-chung-sinh.pdf", mime: str = "application/pdf") -> UUID:
    """Keep a file that the applicant sent with the dossier; returns its id."""
    sent = Accepted(Kind.DOCUMENT, mime, name, b"%PDF-1.7 giay", pages=1)
    return keep(sent, owner=str(MOTHER.account_id), dossier_code=code, now=at(23, 8)).pk
