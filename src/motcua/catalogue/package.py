"""A revision of an administrative procedure (thủ tục hành chính) as loaded from its package."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from motcua.accounts.roles import Role
from motcua.catalogue.citations import Citation, Source
from motcua.catalogue.conditions import Condition
from motcua.catalogue.form_model import Form
from motcua.catalogue.words import Text
from motcua.kernel.dated import Dated, Span
from motcua.kernel.limits import Limit


class Channel(StrEnum):
    """How a dossier is filed; KenhThucHien of the national wire in brackets."""

    COUNTER = "counter"  # trực tiếp (1)
    ONLINE = "online"  # trực tuyến (2)
    POST = "post"  # bưu chính công ích (3)


class Applicant(StrEnum):
    """Who may file; LoaiTaiKhoan of the electronic identity in brackets."""

    PERSON = "person"  # người dân (1)
    ENTERPRISE = "enterprise"  # doanh nghiệp, hợp tác xã (2)
    ORGANISATION = "organisation"  # cơ quan, tổ chức khác (3)


class Duty(StrEnum):
    """What a step does to the dossier, whatever the procedure calls it."""

    RECEIVE = "receive"
    EXAMINE = "examine"
    CONFIRM_DRAFT = "confirm_draft"
    REGISTER = "register"
    SIGN = "sign"
    SEAL = "seal"
    HAND_OVER = "hand_over"


@dataclass(frozen=True)
class Named:
    """A thing with an official code: field (lĩnh vực), result, case, department."""

    code: str
    name: Text


@dataclass(frozen=True)
class Decision:
    """The decision that announced the procedure (quyết định công bố)."""

    number: str
    signed_on: date | None  # unknown where the national record does not say
    agency: Named


@dataclass(frozen=True)
class LimitRule:
    """A limit (thời hạn) of a case and its channels, dated."""

    case: str
    channels: frozenset[Channel]
    values: Dated[Limit]
    cut_off: Dated[time] | None


@dataclass(frozen=True)
class Step:
    """A step of the approved internal process (quy trình nội bộ)."""

    id: str
    label: Text
    role: Role
    duty: Duty
    budget_minutes: int  # working minutes; 0 = other people's time
    channels: frozenset[Channel]


@dataclass(frozen=True)
class DraftConfirmation:
    """The applicant checks the draft; silence for ``hours`` on the clock is consent."""

    channels: frozenset[Channel]
    hours: Dated[int]
    pauses_clock: Dated[bool]  # whether the procedure's limit stands still meanwhile


@dataclass(frozen=True)
class Paper:
    """A paper (giấy tờ) to submit or to present, and the data that replaces it."""

    id: str
    code: str  # national code of the component (mã giấy tờ)
    name: Text
    demand: str  # submit (phải nộp) | present (phải xuất trình)
    originals: int
    copies: int
    channels: frozenset[Channel]
    when: Condition | None
    replaced_by: Text | None  # the data source, in words for people
    replaced_when: Condition | None
    citation: Citation


@dataclass(frozen=True)
class PageRate:
    """What each page costs from the page numbered ``first_page`` on, in whole đồng."""

    first_page: int
    amounts: Dated[int]


@dataclass(frozen=True)
class PageScale:
    """A unit (one copy) costs by the pages that question ``by`` counts, at most ``at_most``."""

    by: str
    rates: tuple[PageRate, ...]
    at_most: Dated[int] | None


@dataclass(frozen=True)
class Fee:
    """A fee: ``service_fee`` (phí) or ``state_charge`` (lệ phí); amounts in whole đồng.

    With a ``scale`` the ``amounts`` are those of the first page.
    """

    id: str
    kind: str
    name: Text
    per: str  # dossier, or the question that counts the units
    amounts: Dated[int]
    when: Condition | None
    note: Text | None
    scale: PageScale | None = None


@dataclass(frozen=True)
class Reason:
    """A typical reason that the desk offers: supplement, decline or refuse."""

    id: str
    action: str
    text: Text
    about: str  # the paper or question it is about, or ''
    basis: tuple[Source, ...]


@dataclass(frozen=True)
class Link:
    """Another procedure that people may need instead or as well."""

    code: str
    name: Text
    why: Text


@dataclass(frozen=True)
class Procedure:
    code: str
    revision: int
    name: Text
    official_name: str
    summary: Text
    plain_names: tuple[str, ...]
    field: Named
    competent_level: str
    who: Text
    where: Text
    applicants: frozenset[Applicant]
    online: str  # full (toàn trình) | partial (một phần) | none (chỉ trực tiếp)
    identity_level: Dated[int]  # the lowest level of the electronic identity account; empty offline
    effective_from: date
    decision: Decision
    cases: tuple[Named, ...]
    limits: tuple[LimitRule, ...]
    supplement_limit: Dated[Limit]
    verification_limit: Dated[Limit]  # for another agency that is asked to verify
    draft: DraftConfirmation | None
    papers: tuple[Paper, ...]
    fees: tuple[Fee, ...]
    fees_note: Text | None
    steps: tuple[Step, ...]
    result: Named
    result_paper: str  # the kind of paper it is printed as
    result_validity_months: Dated[int]  # empty: the result may be used for good
    reasons: tuple[Reason, ...]
    legal_basis: tuple[Source, ...]
    links: tuple[Link, ...]
    form: Form
    checksum: str  # SHA-256 over the revision's files

    def limit(self, channel: Channel, on: date, case: str = "standard") -> Span[Limit]:
        """Return the limit, cut-off included, for a dossier received on a day.

        Raises ``LookupError``.
        """
        for rule in self.limits:
            if rule.case == case and channel in rule.channels:
                span = rule.values.span_on(on)
                cut_off = rule.cut_off.on(on) if rule.cut_off else None
                return replace(span, value=replace(span.value, cut_off=cut_off))
        raise LookupError(f"{self.code} sets no limit for case {case!r} by {channel}")

    @property
    def channels(self) -> frozenset[Channel]:
        """How a dossier can be filed: the channels that have a limit."""
        return frozenset().union(*(rule.channels for rule in self.limits))

    def steps_by(self, channel: Channel) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if channel in step.channels)

    def reasons_for(self, action: str) -> tuple[Reason, ...]:
        """Return the templates for ``supplement``, ``decline`` or ``refuse``."""
        return tuple(reason for reason in self.reasons if reason.action == action)
