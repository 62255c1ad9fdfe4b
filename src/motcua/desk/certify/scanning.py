"""The scan of an original: kept at once, its pages counted, before anything else is asked."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from motcua.accounts.service import Role
from motcua.desk.at_post import Me, at_post
from motcua.kernel import clock
from motcua.papers import service as papers

FILES = "originals"
MOST_FILES = 40
ONLY_RECEIVERS = "Chỉ cán bộ tiếp nhận nhận bản chính và lập yêu cầu chứng thực"
_NOTHING = "Quét hoặc chọn bản chụp từ bản chính"
_TOO_MANY = f"Tối đa {MOST_FILES} tệp cho một bản chính. Gộp các trang thành một tệp PDF"
_TOO_BIG = "Tệp quá lớn (tối đa 20 MB). Quét lại ở độ phân giải thấp hơn"


def only_receivers(me: Me) -> None:
    """Raise ``PermissionDenied`` for everybody who does not take papers in."""
    if me.actor.role != Role.RECEIVER:
        raise PermissionDenied(ONLY_RECEIVERS)


@require_http_methods(["GET", "HEAD", "POST"])
@at_post
def scan(request: HttpRequest, me: Me) -> HttpResponseBase:
    """Take in one file or several, in their order, and go on to what is asked about them."""
    only_receivers(me)
    if request.method != "POST":
        return _show(request, me, [])
    sent = request.FILES.getlist(FILES)
    if not sent or len(sent) > MOST_FILES:
        return _show(request, me, [_TOO_MANY if sent else _NOTHING])
    outcomes = [_keep(me, one) for one in sent]
    refused = [one.sentence for one in outcomes if isinstance(one, papers.Refused)]
    kept = [one for one in outcomes if isinstance(one, papers.KeptFile)]
    if refused:
        for one in kept:
            papers.discard_upload(me.actor.account_id, one.id)
        return _show(request, me, refused)
    return redirect(
        f"{reverse('desk:certify:ask')}?{urlencode({FILES: [k.id for k in kept]}, True)}"
    )


def scans_of(me: Me, ids: Sequence[str]) -> list[papers.KeptFile]:
    """Return the official's own scans that are in no dossier yet, in order; others are left out."""
    found = (papers.file(one) for one in map(_uuid, ids) if one)
    owner = str(me.actor.account_id)
    return [one for one in found if one and one.owner == owner and one.dossier_code is None]


def _keep(me: Me, sent: UploadedFile[bytes]) -> papers.KeptFile | papers.Refused:
    if (sent.size or 0) > papers.LARGEST_RECEIVED:
        return papers.Refused(_TOO_BIG)
    return papers.keep_upload(me.actor.account_id, sent.read(), sent.name or "", clock.now())


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _show(request: HttpRequest, me: Me, faults: Sequence[str]) -> HttpResponseBase:
    context = {"me": me, "faults": [(FILES, sentence) for sentence in faults]}
    return render(request, "desk/certify/scan.html", context, status=422 if faults else 200)
