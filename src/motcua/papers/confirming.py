"""Signatures that their holder confirms on a telephone (xác nhận ký): asked once, answered later.

The worker's round gathers what is prepared for a signer into one question, asks the service, and
asks for the answer; no call happens inside a transaction. A question whose answer was lost is
asked under the same reference, and what came back is kept before anything is done with it. What
nobody answered in time is asked again by itself, in a question of its own once the service has
ended the one before; a refusal stands until the signer asks.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.exchange.clients import mobile_signing, remote_signing
from motcua.exchange.clients.confirmed_signing import ConfirmedSigning, NotConfirmed
from motcua.exchange.errors import Malformed, Refused, Unreachable
from motcua.kernel.clock import local_day
from motcua.papers import store
from motcua.papers.means import means_of
from motcua.papers.models import Signature, SigningMeans, SigningRequest

log = logging.getLogger(__name__)
State = SigningRequest.State
OPEN = (State.ASKING, State.WAITING)
ENDED_WITHOUT = (State.REFUSED, State.TOO_LATE, State.REJECTED)
Services = Mapping[str, Callable[[], ConfirmedSigning]]
SERVICES: Services = {
    SigningMeans.Style.REMOTE: remote_signing.service,
    SigningMeans.Style.SIM: mobile_signing.service,
}
QUIET = timedelta(seconds=2)  # papers of one press go into one question
LEASE = timedelta(seconds=60)
A_ROUND = 20
LONGEST_PAUSE_S = 300
# between a question that nobody answered in time and the next; after the last it is given up
PAUSES = (timedelta(minutes=1), timedelta(minutes=10))
LONGEST_WAIT = timedelta(minutes=30)  # for a service that never ends a question itself
_ENDS = {
    "user_refused": State.REFUSED,
    "pin_blocked": State.REFUSED,
    "user_too_late": State.TOO_LATE,
    "user_unreachable": State.TOO_LATE,
}


def follow_requests(now: datetime, services: Services = SERVICES) -> int:
    """Ask who has to confirm, and take what they answered; returns how many were answered."""
    for signer in _signers_to_ask(now):
        _gather(signer, now, services)
    _hasten(now)
    return sum(_serve(request, now, services) for request in _leased(now))


@transaction.atomic
def ask_again(paper_id: UUID, signer: str) -> bool:
    """Let a signer be asked anew about a paper that they did not confirm; False: nothing to ask.

    The paper is prepared once more, for whatever the signer signs with by now.
    """
    ended = Q(request__state__in=ENDED_WITHOUT) | Q(request__state=State.CONFIRMED, value="")
    unsigned = Signature.objects.filter(paper_id=paper_id, signer=signer, signed_at=None)
    found = list(unsigned.filter(ended))
    for one in found:
        forget_prepared(one)
        sign_later(one)
    Signature.objects.filter(pk__in=[one.pk for one in found]).update(
        request=None, obstacle="", prepared=None, prepared_at=None
    )
    return bool(found)


def forget_prepared(signature: Signature) -> None:
    """Erase the paper that waited for a signature, once the caller's transaction is done."""
    document = (signature.prepared or {}).get("document")
    if document:
        transaction.on_commit(lambda: store.forget(document))


def sign_later(signature: Signature) -> None:
    """Have the worker go on with a signature, in the caller's transaction."""
    from motcua.papers import tasks

    tasks.sign.configure(lock=f"paper-{signature.paper_id}").defer(signature_id=signature.pk)


def check_number(signing_request: UUID) -> str:
    """Return the four digits (mã đối chiếu) that desk and telephone both show."""
    return f"{int(hashlib.sha256(signing_request.bytes).hexdigest(), 16) % 10_000:04}"


def _signers_to_ask(now: datetime) -> list[str]:
    waiting = _unasked().filter(prepared_at__lte=now - QUIET)
    busy = SigningRequest.objects.filter(state__in=OPEN).values("signer")
    recent = _unasked().filter(prepared_at__gt=now - QUIET).values("signer")
    found = waiting.exclude(signer__in=busy).exclude(signer__in=recent)
    return list(found.values_list("signer", flat=True).distinct())


def _gather(signer: str, now: datetime, services: Services) -> None:
    """Make one question of what waits for a signer, as many papers as the service takes."""
    first = _unasked().filter(signer=signer).order_by("pk").first()
    if first is None or first.prepared is None:
        return
    style, handle = first.prepared["style"], first.prepared["handle"]
    most = services[style]().most
    try:
        with transaction.atomic():
            request = SigningRequest.objects.create(
                signer=signer, style=style, handle=handle, made_at=now, next_attempt_at=now
            )
            same = _alike(signer, style, handle)
            chosen = list(
                same.select_for_update().order_by("pk").values_list("pk", flat=True)[:most]
            )
            Signature.objects.filter(pk__in=chosen).update(request=request, obstacle="")
    except IntegrityError:
        log.info("already asked", extra={"style": style})  # by another worker, a moment ago


def _leased(now: datetime) -> list[SigningRequest]:
    """Take the open questions that are due, so that no other worker serves them meanwhile."""
    with transaction.atomic():
        due = SigningRequest.objects.filter(state__in=OPEN, next_attempt_at__lte=now)
        rows = list(due.select_for_update(skip_locked=True).order_by("next_attempt_at")[:A_ROUND])
        SigningRequest.objects.filter(pk__in=[one.pk for one in rows]).update(
            next_attempt_at=now + LEASE
        )
    return rows


def _serve(request: SigningRequest, now: datetime, services: Services) -> bool:
    service = services[request.style]()
    try:
        if request.state == State.ASKING:
            return _ask(request, service, now)
        return _take(request, service, now)
    except NotConfirmed as end:
        _end(request, _ENDS[end.kind], end.kind, now)
    except Refused as refusal:
        log.warning(
            "signing request rejected", extra={"style": request.style, "code": refusal.code}
        )
        _end(request, State.REJECTED, "service_rejected", now)
    except (Unreachable, Malformed) as fault:
        pause = min(2 ** min(request.attempts + 1, 9), LONGEST_PAUSE_S)
        _note(
            request, attempts=request.attempts + 1, obstacle=fault.kind,
            next_attempt_at=now + timedelta(seconds=pause),
        )  # fmt: skip
        return False
    return True


def _ask(request: SigningRequest, service: ConfirmedSigning, now: datetime) -> bool:
    hashes = _hashes(request)
    words = f"Ký {len(hashes)} giấy tờ. Mã đối chiếu {check_number(request.pk)}"
    question = service.ask(request.handle, hashes, request.pk.hex, words)
    _note(
        request, state=State.WAITING, question=question, attempts=0, obstacle="", asked_at=now,
        next_attempt_at=now,
    )  # fmt: skip
    return False


def _take(request: SigningRequest, service: ConfirmedSigning, now: datetime) -> bool:
    made = service.answer(request.handle, request.question, _hashes(request))
    if not made and request.asked_at and now - request.asked_at > LONGEST_WAIT:
        _give_up(request, State.TOO_LATE, "user_too_late")
        return True
    if not made:
        _note(request, attempts=0, obstacle="", next_attempt_at=now)
        return False
    _keep(request, made)
    return True


def _keep(request: SigningRequest, made: Sequence[bytes]) -> None:
    """Keep the signatures and let jobs put them into their papers."""
    with transaction.atomic():
        for one, value in zip(_signatures(request), made, strict=True):
            Signature.objects.filter(pk=one.pk).update(value=value.hex())
            sign_later(one)
        _note(request, state=State.CONFIRMED, obstacle="")


def _end(request: SigningRequest, state: State, obstacle: str, now: datetime) -> None:
    """Close a question that the service has ended; what came too late is asked once more."""
    if state != State.TOO_LATE or not _may_ask_once_more(request, now):
        _give_up(request, state, obstacle)
        return
    with transaction.atomic():
        if _note(request, state=state, obstacle=obstacle):
            again = SigningRequest.objects.create(
                signer=request.signer, style=request.style, handle=request.handle,
                times=request.times + 1, made_at=now,
                next_attempt_at=now + PAUSES[request.times - 1],
            )  # fmt: skip
            request.signatures.update(request=again)


def _may_ask_once_more(request: SigningRequest, now: datetime) -> bool:
    means = means_of(request.signer, local_day(now))
    same = means is not None and (means.style, means.handle) == (request.style, request.handle)
    return same and request.times <= len(PAUSES)


@transaction.atomic
def _give_up(request: SigningRequest, state: State, obstacle: str) -> None:
    """Close a question for good; who was away for it is away for what waited behind it, too."""
    if not _note(request, state=state, obstacle=obstacle):
        return
    if state == State.TOO_LATE:
        behind = _alike(request.signer, request.style, request.handle)
        behind.filter(prepared_at__lt=request.made_at).update(request=request)
    request.signatures.filter(signed_at=None).update(obstacle=obstacle)


def _hasten(now: datetime) -> None:
    """Ask at once what is to be asked again when its signer has come back and signs more."""
    newer = _unasked().filter(signer=OuterRef("signer"), prepared_at__gt=OuterRef("made_at"))
    pausing = SigningRequest.objects.filter(state=State.ASKING, times__gt=1, attempts=0)
    pausing.filter(Exists(newer), next_attempt_at__gt=now).update(next_attempt_at=now)


def _note(request: SigningRequest, **changes: object) -> int:
    """Change a question as it was read; 0 when another worker was faster."""
    return SigningRequest.objects.filter(pk=request.pk, state=request.state).update(**changes)


def _unasked() -> QuerySet[Signature]:
    return Signature.objects.filter(
        prepared_at__isnull=False, request=None, signed_at=None, value="",
        prepared__style__in=[*SERVICES],
    )  # fmt: skip


def _alike(signer: str, style: str, handle: str) -> QuerySet[Signature]:
    return _unasked().filter(signer=signer, prepared__style=style, prepared__handle=handle)


def _signatures(request: SigningRequest) -> list[Signature]:
    return list(request.signatures.order_by("pk"))


def _hashes(request: SigningRequest) -> list[bytes]:
    found = (one.prepared for one in _signatures(request))
    return [bytes.fromhex(prepared["hash"]) for prepared in found if prepared]
