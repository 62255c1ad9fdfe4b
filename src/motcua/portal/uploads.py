"""Papers of a declaration: a page of their own, kept at once, so that nothing sent is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.form_model import Question
from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.pages import declaring
from motcua.pages.declaring import Declaration
from motcua.pages.sentences import in_language
from motcua.papers import service as papers
from motcua.portal.declare import address, helps, of_own_or_helped_draft, reload

TRIES = 3


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_or_helped_draft
def of_question(
    request: HttpRequest, declaration: Declaration, page_id: str, question_id: str
) -> HttpResponse:
    """Show, add and remove the files that answer one question."""
    question = _question(declaration, page_id, question_id)
    if request.method != "POST":
        return _show(request, declaration, question, [])
    if "remove" in request.POST:
        _remove(declaration, question, request.POST["remove"])
        return redirect(request.path)
    kept, refusals = keep_all(declaration.account, request)
    if kept:
        declaration = _add(declaration, question, [str(one.id) for one in kept])
    advice = [in_language(one.advice) for one in kept if one.advice]
    if refusals or advice:
        return _show(request, declaration, question, refusals, advice)
    return redirect(request.path)


def keep_all(owner: UUID, request: HttpRequest) -> tuple[list[papers.KeptFile], list[str]]:
    """Keep every file of a POST for its owner; return those kept, and why the others were refused."""
    kept, refusals = [], []
    for sent in [*request.FILES.getlist("photo"), *request.FILES.getlist("file")]:
        outcome = _keep(owner, sent)
        if isinstance(outcome, papers.Refused):
            refusals.append(in_language(outcome.sentence))
        else:
            kept.append(outcome)
    if not kept and not refusals:
        refusals.append(_("Đề nghị chụp ảnh hoặc chọn tệp trước khi tải lên"))
    return kept, refusals


def _keep(owner: UUID, sent: UploadedFile[bytes]) -> papers.KeptFile | papers.Refused:
    if (sent.size or 0) > papers.LARGEST_RECEIVED:
        return papers.Refused(_("Tệp quá lớn (tối đa 20 MB). Đề nghị chụp lại ở cỡ nhỏ hơn"))
    return papers.keep_upload(owner, sent.read(), sent.name or "", clock.now())


def _add(declaration: Declaration, question: Question, ids: Sequence[str]) -> Declaration:
    return _store(declaration, question, lambda known: [*known, *ids])


def _remove(declaration: Declaration, question: Question, gone: str) -> None:
    if gone in declaration.answers.get(question.id, []):
        papers.discard_upload(declaration.account, UUID(gone))
        _store(declaration, question, lambda known: [one for one in known if one != gone])


def _store(
    declaration: Declaration,
    question: Question,
    change: Callable[[list[str]], list[str]],
) -> Declaration:
    """Change the list of files; another tab may save between reading and writing."""
    for _attempt in range(TRIES):
        files = change(list(declaration.answers.get(question.id) or []))
        answers = {**declaration.answers, question.id: files or None}
        try:
            return declaring.save(declaration, answers, seen=declaration.version, now=clock.now())
        except dossiers.DraftMoved:
            declaration = reload(declaration)
    raise dossiers.DraftMoved(declaration.version)


def _question(declaration: Declaration, page_id: str, question_id: str) -> Question:
    found = declaration.papers_asked(page_id, question_id)
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    declaration: Declaration,
    question: Question,
    refusals: Sequence[str],
    advice: Sequence[str] = (),
) -> HttpResponse:
    ids = declaration.answers.get(question.id) or []
    kept = [papers.file(UUID(one)) for one in ids]
    page = declaration.form.page_of(question.id)
    context = {
        "declaration": declaration,
        "question": question,
        "kept": [one for one in kept if one],
        "errors": [("file", sentence) for sentence in refusals],
        "advice": advice,
        "back": address(declaration, page),
        "helps": helps(request, declaration),
    }
    return render(request, "portal/uploads.html", context)
