"""Papers of an intake: scanned while the person waits, then given back (số hóa thành phần hồ sơ)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.catalogue.form_model import Question
from motcua.counter import service as counter
from motcua.counter.service import Intake
from motcua.desk.at_post import Me
from motcua.desk.counter.opened import agency_of, at_counter, declaration_of, uuid_in
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.pages import declaring
from motcua.pages.declaring import Declaration
from motcua.papers import service as papers

_NOTHING = "Quét hoặc chọn tệp trước khi tải lên"
_TOO_BIG = "Tệp quá lớn (tối đa 20 MB). Quét lại ở độ phân giải thấp hơn"


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def of_question(
    request: HttpRequest, me: Me, intake_id: UUID, page_id: str, question_id: str
) -> HttpResponseBase:
    """Show, add and remove the scans that answer one question."""
    intake = counter.intake_at(agency_of(me), intake_id)
    if intake.dossier:
        return redirect("desk:counter:taken", intake.dossier)
    declaration = declaration_of(intake)
    question = _question(declaration, page_id, question_id)
    if request.method != "POST":
        return _show(request, me, intake, declaration, question, [])
    try:
        refusals = _change(request, intake, declaration, question)
    except dossiers.DraftMoved as moved:
        refusals = [str(moved)]
    if refusals:
        return _show(request, me, intake, declaration_of(intake), question, refusals)
    return redirect(request.path)


def _change(
    request: HttpRequest, intake: Intake, declaration: Declaration, question: Question
) -> list[str]:
    known = list(declaration.answers.get(question.id) or [])
    gone = request.POST.get("remove", "")
    if gone:
        if gone in known:
            papers.discard_upload(intake.id, uuid_in(gone))
            _store(declaration, question, [one for one in known if one != gone])
        return []
    sent = request.FILES.getlist("file")
    outcomes = [_keep(intake, one) for one in sent]
    kept = [str(one.id) for one in outcomes if isinstance(one, papers.KeptFile)]
    if kept:
        _store(declaration, question, [*known, *kept])
    refusals = [one.sentence for one in outcomes if isinstance(one, papers.Refused)]
    return refusals if sent else [_NOTHING]


def _store(declaration: Declaration, question: Question, files: list[str]) -> None:
    answers = {**declaration.answers, question.id: files or None}
    declaring.save(declaration, answers, seen=declaration.version, now=clock.now())


def _keep(intake: Intake, sent: UploadedFile[bytes]) -> papers.KeptFile | papers.Refused:
    if (sent.size or 0) > papers.LARGEST_RECEIVED:
        return papers.Refused(_TOO_BIG)
    return papers.keep_upload(intake.id, sent.read(), sent.name or "", clock.now())


def _question(declaration: Declaration, page_id: str, question_id: str) -> Question:
    found = declaration.papers_asked(page_id, question_id)
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    me: Me,
    intake: Intake,
    declaration: Declaration,
    question: Question,
    refusals: Sequence[str],
) -> HttpResponseBase:
    kept = [papers.file(uuid_in(one)) for one in declaration.answers.get(question.id) or []]
    context = {
        "me": me,
        "intake": intake,
        "person": intake.visit.person,
        "question": question,
        "page": declaration.form.page_of(question.id),
        "kept": [one for one in kept if one],
        "errors": [("file", sentence) for sentence in refusals],
    }
    return render(request, "desk/counter/papers.html", context, status=422 if refusals else 200)
