"""Which colour and shape a state of a dossier has; the word always comes with it."""

from __future__ import annotations

from motcua.kernel.limits import DueWord, Outcome

PHASE_LOOKS = {
    "draft": "waiting",
    "submitted": "waiting",
    "received": "working",
    "declined": "ended",
    "processing": "working",
    "waiting_supplement": "asking",
    "waiting_payment": "asking",
    "withdrawn": "stopped",
    "stopped": "stopped",
    "decided": "done",
    "handed_over": "done",
}

DUE = {
    DueWord.NOT_STARTED: "not_started",
    DueWord.PAUSED: "waiting",
    DueWord.IN_TIME: "in_time",
    DueWord.SOON: "soon",
    DueWord.TODAY: "today",
    DueWord.LATE: "late",
}
OUTCOME = {
    Outcome.EARLY: ("done", "Trước hạn"),
    Outcome.ON_TIME: ("done", "Đúng hạn"),
    Outcome.LATE: ("late", "Quá hạn"),
}


def of(phase: str, step: str = "", outcome: str = "") -> str:
    """Return waiting, working, asking, done, ended or stopped.

    ``asking`` is what waits for the applicant, so that it stands out in their list.
    """
    if step == "confirmation" and phase == "processing":
        return "asking"
    if outcome == "refused" and PHASE_LOOKS[phase] == "done":
        return "ended"
    return PHASE_LOOKS[phase]
