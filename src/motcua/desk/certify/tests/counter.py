"""A commune's counter: who takes papers in, signs and seals, each at a browser of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from motcua.accounts.roles import Role
from motcua.accounts.service import Account
from motcua.agencies.service import agency
from motcua.desk.tests.cast import MAI_CHAU, an_official, sign_in
from motcua.dossiers import history
from motcua.dossiers.following import follow_one
from motcua.papers.authority import issue_certificate
from motcua.papers.certificates import Holder
from motcua.papers.tests.samples import RECEIPT
from motcua.papers.typeset import render

SCAN, NEW, LIST, DO = (f"/desk/certify/{page}" for page in ("scan/", "new/", "", "do/"))
TUYEN = {
    "paper_title": "Bằng tốt nghiệp trung học phổ thông",
    "copies": "3",
    "compared": "yes",
    "applicant_name": "Bùi Văn Tuyển",
    "applicant_id": "017097003518",
    "whose": "person",
    "method": "cash",
}


def a_pdf(papers: int = 2) -> SimpleUploadedFile:
    long = {**RECEIPT, "papers": RECEIPT["papers"] * papers}
    return SimpleUploadedFile("bang.pdf", render("form-01", long, demo=False).pdf)


def a_photograph() -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.effect_noise((900, 1300), 60).convert("RGB").save(drawn, "JPEG")
    return SimpleUploadedFile("trang.jpg", drawn.getvalue())


@dataclass
class Counter:
    keys: Path

    @cached_property
    def receiver(self) -> Client:
        return sign_in(an_official("mot-cua", Role.RECEIVER))

    @cached_property
    def signer(self) -> Client:
        return sign_in(self._with_key(an_official("lanh-dao", Role.SIGNER)))

    @cached_property
    def clerk(self) -> Client:
        name = agency(MAI_CHAU).name
        issue_certificate(self.keys, Holder(MAI_CHAU, name, name, MAI_CHAU))
        return sign_in(an_official("van-thu", Role.CLERK))

    def scanned(self, *files: SimpleUploadedFile) -> str:
        """Send a scan; return the address that asks about it."""
        answer = self.receiver.post(SCAN, {"originals": files or [a_pdf()]})
        assert answer.status_code == 302, answer.context["faults"]
        return str(answer.url)

    def asked(self, address: str, **typed: str) -> dict[str, object]:
        """Return what a browser sends for the page at ``address``."""
        drawn = self.receiver.get(address).context
        ids = parse_qs(urlsplit(address).query)["originals"]
        return {**TUYEN, "command": str(drawn["command"]), "originals": ids, **typed}

    def certified(self, *files: SimpleUploadedFile, **typed: str) -> str:
        """Take an original in and put its copy before the signer; return the dossier's code."""
        answer = self.receiver.post(NEW, self.asked(self.scanned(*files), **typed))
        assert answer.status_code == 302, answer.context["faults"]
        return str(answer.url).split("/")[-2]

    def does(self, who: Client, *codes: str) -> HttpResponse:
        """Do the role's duty with some copies, and let the worker follow."""
        command = str(who.get(LIST).context["command"])
        answer = who.post(DO, {"command": command, "copy": list(codes)}, follow=True)
        for code in codes:
            self.works(code)
        return answer

    def works(self, code: str) -> None:
        for seq, event in enumerate(history.events_of(code), start=1):
            if event.kind in {"signature_ordered", "seal_ordered"}:
                follow_one(code, seq)

    def issued(self, **typed: str) -> str:
        code = self.certified(**typed)
        self.does(self.signer, code)
        self.does(self.clerk, code)
        return code

    def _with_key(self, account: Account) -> Account:
        name = agency(MAI_CHAU).name
        issue_certificate(self.keys, Holder(str(account.pk), account.full_name, name))
        return account
