"""Who comes to the counter in tests, what they answer, and the register that knows them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client

from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.desk.tests.registers import _mother
from motcua.exchange.clients.population import PersonRecord, Place
from motcua.exchange.errors import Unreachable
from motcua.kernel import clock
from motcua.notices.models import Sending

CARD = "017199001234|113456789|Khà Thị Dung|02051999|Nữ|Xóm Văn, Mai Châu, Phú Thọ|10082021"
ARRIVE = "/desk/counter/intake/"
COPY = "2.000635"
HOME = {"commune": "05200", "detail": "Xóm Văn"}
ANSWERS: dict[str, Any] = {
    "whose": "self",
    "applicant_name": "Khà Thị Dung",
    "applicant_id": "017199001234",
    "applicant_residence": HOME,
    "applicant_phone": "0912345678",
    "kind": "birth-certificate",
    "owner_name": "Khà Thị Dung",
    "owner_birth": "1999-05-02",
    "register_place": {"commune": "05200"},
    "issue_at": "residence",
    "copies": 2,
    "delivery": "centre",
    "declaration": True,
}


class Register:
    down = False

    def look_up(self, personal_id, name, birth, asking) -> PersonRecord | None:
        if self.down:
            raise Unreachable("population", "timeout")
        if personal_id != "017199001234":
            return None
        home = Place(province="25", commune="05200", detail="Xóm Văn")
        known = vars(_mother(birth)) | {"permanent": home, "current": home}
        return PersonRecord(**known)

    def marriage(self, one, other):
        raise Unreachable("civil_status", "timeout")

    def entry(self, kind, name, birth, personal_id):
        return None


def arrives(client: Client, card: str = CARD, **typed: str) -> HttpResponse:
    """Scan a card (the scanner's Enter sends the page) and follow to the visit."""
    sent = {"procedure": COPY, "card": card, "phone": "0912345678", **typed}
    return client.post(ARRIVE, sent, follow=True)


def begun(client: Client, **typed: str) -> str:
    """Return the address of the intake that an arrival began."""
    visit = arrives(client, **typed).context["visit"]
    return f"/desk/counter/fill/{visit.intakes.order_by('begun_at').last().id}/"


def filled(client: Client, address: str, **changes: Any) -> HttpResponse:
    """Fill in page after page as a browser would; return the review."""
    answers = {**ANSWERS, **changes}
    answer = client.get(address, follow=True)
    for _page in range(12):
        if "declaration" not in answer.context or "page" not in answer.context:
            break
        declaration, page = answer.context["declaration"], answer.context["page"]
        fields: dict[str, str] = {}
        for question in page.questions:
            if question.id not in declaration.locked:
                fields |= forms.field_values(question, answers.get(question.id))
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        answer = client.post(here, {**fields, "seen": declaration.version}, follow=True)
        assert answer.redirect_chain, answer.context["errors"]
    assert urlsplit(answer.redirect_chain[-1][0]).path == f"{address}review/"
    return answer


def code_on_the_phone() -> str:
    """Return the code that the newest text message carries."""
    text = Sending.objects.order_by("-queued_at", "-text").first().text
    return next(
        word for word in text.replace(".", " ").split() if word.isdigit() and len(word) == 6
    )


def confirmed(client: Client, address: str) -> HttpResponse:
    client.post(f"{address}code/")
    return client.post(f"{address}agree/", {"code": code_on_the_phone()}, follow=True)


def taken_in(client: Client, **changes: Any) -> str:
    """Take in a request for copies from card to dossier; return its code."""
    address = begun(client)
    filled(client, address, **changes)
    confirmed(client, address)
    answer = client.post(f"{address}file/", {"originals": "yes", "method": "cash"})
    assert answer.status_code == 302, answer.context["errors"]
    return str(answer.url).split("/")[-2]


def procedure() -> catalogue.Procedure:
    return catalogue.current(COPY, clock.today())
