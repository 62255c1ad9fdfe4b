"""``/phone``: the telephones of the demo's signers, where a signature is confirmed or refused."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from motcua_sandbox import pages
from motcua_sandbox.authenticator.routes import OFFICIALS
from motcua_sandbox.bodies import read_form
from motcua_sandbox.kyso.questions import (
    CONFIRMED,
    PIN_BLOCKED,
    REFUSED,
    TOO_LATE,
    UNREACHABLE,
    WAITING,
    Question,
    Questions,
)
from motcua_sandbox.pages import Html, render

STATES = {
    CONFIRMED: "Đã xác nhận",
    REFUSED: "Đã từ chối",
    TOO_LATE: "Đã quá thời hạn xác nhận",
    UNREACHABLE: "Không liên lạc được",
    PIN_BLOCKED: "Mã PIN ký số bị khóa",
}
SERVICES = {"kyso": "Ký số từ xa", "simca": "Ký bằng SIM"}


def routes(questions: Questions) -> list[Route]:
    def show(request: Request) -> Response:
        holder = request.path_params.get("username", "")
        found = questions.of(holder)
        if "text/html" not in request.headers.get("accept", "text/html"):
            return JSONResponse([_told(one, questions) for one in found])
        title = f"Điện thoại của {_name(holder)}" if holder else "Điện thoại của người ký số"
        return pages.page(title, render("kyso/phone.html", asked=_asked(found), again=holder))

    async def press(request: Request) -> Response:
        form = await read_form(request)
        if form.get("answer") in {CONFIRMED, REFUSED}:
            questions.answer(request.path_params["question"], form["answer"])
        return RedirectResponse(f"/phone/{form['of']}" if form.get("of") else "/phone", 303)

    return [
        Route("/phone", show),
        Route("/phone/questions/{question}", press, methods=["POST"]),
        Route("/phone/{username}", show),
    ]


def _asked(found: list[Question]) -> Html:
    if not found:
        return Html("<p>Chưa có yêu cầu nào. Yêu cầu hiện ở đây vài giây sau khi bấm ký số.</p>")
    return render("list.html", items=pages.join(_item(one) for one in found))


def _item(one: Question) -> Html:
    template = "kyso/waiting.html" if one.state == WAITING else "kyso/answered.html"
    return render(
        template,
        id=one.id,
        of=one.holder,
        name=_name(one.holder),
        service=SERVICES[one.system],
        words=one.words,
        state=STATES.get(one.state, ""),
    )


def _told(one: Question, questions: Questions) -> dict[str, object]:
    names = ("id", "system", "holder", "words", "state", "asked_at")
    told: dict[str, object] = {name: getattr(one, name) for name in names}
    return told | {"hashes": len(one.hashes), "times": questions.times(one.id)}


def _name(username: str) -> str:
    return OFFICIALS[username][0] if username in OFFICIALS else username
