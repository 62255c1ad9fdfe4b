"""The portal's side: file a declaration once, tell its node of it, keep the node's answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min

from motcua.accounts.service import Account, Actor, Organisation
from motcua.dossiers import service as dossiers
from motcua.exchange.clients.identity import ENTERPRISE, ORGANISATION, PERSON
from motcua.filing.models import FiledDeclaration
from motcua.kernel.agency_codes import AgencyCode
from motcua.papers import service as papers

A_PAGE = 50
OTHER_NODE = (
    "Ủy quyền được lập trên cổng của tỉnh, bộ khác. Chọn cơ quan giải quyết thuộc tỉnh, bộ đó, "
    "hoặc đề nghị tổ chức ủy quyền trên cổng của nơi giải quyết"
)


@dataclass(frozen=True)
class Backlog:
    """How many declarations a node has not answered, and when the oldest was filed."""

    many: int
    since: datetime


@dataclass(frozen=True)
class Acting:
    """Who files for an organisation under a mandate of the node ``root``."""

    person: Account
    mandate: UUID
    root: str


class AnsweredOtherwise(Exception):
    """A declaration was answered before, with another code or refusal; the first answer stays."""


class _FiledBefore(Exception):
    """The same draft was filed while this request waited."""


def file_draft(
    account: Account,
    draft: dossiers.Draft,
    actor: Actor,
    now: datetime,
    *,
    helped_by: Sequence[dossiers.Helper] = (),
    acting: Acting | None = None,
) -> str:
    """File the draft of a person or organisation and return the portal's code, once.

    Raises ``IncompleteDeclaration``, also when a mandate does not hold where it is filed.
    """
    mine = FiledDeclaration.objects.filter(draft=draft.id, account=account.id)
    if known := mine.first():
        return known.code
    submission = dossiers.checked(draft, account, actor, now, helped_by=helped_by)
    root = AgencyCode.parse(submission.receiving_agency).root
    if acting and acting.root not in {"", root}:
        raise dossiers.IncompleteDeclaration({"": OTHER_NODE})
    try:
        with transaction.atomic():
            return _file(submission, account, actor, draft.id, now, helped_by, acting)
    except _FiledBefore:
        return mine.get().code


def waiting(root: str, after: int) -> list[FiledDeclaration]:
    """Return the next page of what a node has not answered, in the order of filing."""
    found = FiledDeclaration.objects.filter(root=root, answered_at=None, number__gt=after)
    return list(found.order_by("number")[:A_PAGE])


def backlog() -> dict[str, Backlog]:
    """Return by root what its node has not answered."""
    found = FiledDeclaration.objects.filter(answered_at=None).values("root")
    rows = found.annotate(many=Count("*"), since=Min("filed_at"))
    return {row["root"]: Backlog(row["many"], row["since"]) for row in rows}


def answer(root: str, draft: UUID, dossier: str, refusal: str, now: datetime) -> bool:
    """Keep a node's answer: the code of the dossier, or why there is none.

    False when the node has no such declaration. The same answer twice is kept once; another
    one raises ``AnsweredOtherwise``.
    """
    mine = FiledDeclaration.objects.filter(root=root, draft=draft)
    one = {"dossier": dossier, "refusal": "" if dossier else refusal}
    if mine.filter(answered_at=None).update(answered_at=now, **one):
        return True
    known = mine.values("dossier", "refusal").first()
    if known is not None and known != one:
        raise AnsweredOtherwise
    return known is not None


def filed_by(account_id: UUID) -> list[FiledDeclaration]:
    """Return what a person filed here, newest first."""
    return list(FiledDeclaration.objects.filter(account=account_id).order_by("-filed_at"))


def filed(account_id: UUID, code: str) -> FiledDeclaration | None:
    """Return one by the portal's code; None for everybody but who filed it."""
    return FiledDeclaration.objects.filter(account=account_id, code=code).first()


def waiting_file(number: int, file_id: UUID) -> papers.KeptFile | None:
    """Return an upload of a declaration for as long as its node has not answered."""
    found = FiledDeclaration.objects.filter(number=number, answered_at=None)
    return papers.file(file_id) if found.filter(files__contains=[str(file_id)]).exists() else None


def _file(
    submission: dossiers.Submission,
    account: Account,
    actor: Actor,
    draft_id: UUID,
    now: datetime,
    helped_by: Sequence[dossiers.Helper],
    acting: Acting | None,
) -> str:
    code = dossiers.next_code(settings.PORTAL_AGENCY, now)
    if not dossiers.settle(actor, draft_id, code, now):
        raise _FiledBefore  # rolls back, which gives the number back
    FiledDeclaration.objects.create(
        draft=draft_id,
        code=code,
        account=account.id,
        root=AgencyCode.parse(submission.receiving_agency).root,
        agency=submission.receiving_agency,
        procedure=submission.procedure,
        revision=submission.revision,
        subject_name=submission.subject_name,
        answers=dict(submission.answers),
        sources=dict(submission.sources),
        filer=_claims(account),
        helpers=[_claims(one.account) for one in helped_by],
        delegate={**_claims(acting.person), "MC_UyQuyen": str(acting.mandate)} if acting else {},
        files=sorted(str(one) for one in submission.files),
        filed_at=now,
    )
    papers.attach_files(submission.files, account.id, code)  # kept longer than what nobody sent
    return code


def _claims(account: Account) -> dict[str, str]:
    person = account.kind == Account.Kind.PERSON
    known = Organisation.objects.filter(account=account).first()
    enterprise = known is None or known.sort == Organisation.Sort.ENTERPRISE
    organisation = ENTERPRISE if account.tax_code and enterprise else ORGANISATION
    return {
        "TechID": account.tech_id or "",
        "LoaiTaiKhoan": PERSON if person else organisation,
        "SoDinhDanh": account.personal_id or "",
        "HoVaTen": account.full_name,
        "NgayThangNamSinh": account.birth,
        "IAL": str(account.level),
        "MaSoThue": account.tax_code or "",
        "TenDoanhNghiep": "" if person else account.full_name,
        "ThuDienTu": account.email,
        "SoDienThoai": account.phone,
    }
