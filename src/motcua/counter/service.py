"""Public door of the counter: visits, intakes and transfers."""

from motcua.counter.agreeing import (
    CannotAgree,
    agree_by_code,
    agree_by_signature,
    has_agreed,
    make_code,
)
from motcua.counter.bank_account import bank_account
from motcua.counter.models import Intake, Visit
from motcua.counter.vietqr import payload as vietqr
from motcua.counter.visits import (
    Carrier,
    NotAtThisCounter,
    Visitor,
    drop_old_visits,
    end_visit,
    hold_intake,
    intake_at,
    keep_answers,
    keep_carrier,
    keep_intake,
    open_visits,
    settle,
    start_visit,
    visit_at,
    visit_of_dossier,
)

__all__ = [
    "CannotAgree",
    "Carrier",
    "Intake",
    "NotAtThisCounter",
    "Visit",
    "Visitor",
    "agree_by_code",
    "agree_by_signature",
    "bank_account",
    "drop_old_visits",
    "end_visit",
    "has_agreed",
    "hold_intake",
    "intake_at",
    "keep_answers",
    "keep_carrier",
    "keep_intake",
    "make_code",
    "open_visits",
    "settle",
    "start_visit",
    "vietqr",
    "visit_at",
    "visit_of_dossier",
]
