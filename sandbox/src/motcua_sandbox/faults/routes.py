"""The switchboard over HTTP (`/faults`): JSON for programs, a page for people."""

from __future__ import annotations

import json
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from motcua_sandbox import pages
from motcua_sandbox.bodies import read_form
from motcua_sandbox.faults import switchboard
from motcua_sandbox.faults.switchboard import BadFault, Fault, Switchboard
from motcua_sandbox.pages import Html, render


def routes(faults: Switchboard) -> list[Route]:
    async def show(request: Request) -> Response:
        if "text/html" in request.headers.get("accept", ""):
            return pages.page("Bảng bật lỗi", _page(faults.active()))
        return JSONResponse(_listing(faults))

    async def switch_on(request: Request) -> Response:
        try:
            wish = json.loads(await request.body())
            faults.switch_on(switchboard.checked(request.path_params["system"], dict(wish)))
        except (BadFault, ValueError, TypeError) as fault:
            return JSONResponse({"error": str(fault)}, 400)
        return JSONResponse(_listing(faults))

    async def switch_off(request: Request) -> Response:
        system = request.path_params.get("system")
        faults.switch_off(system, request.query_params.get("kind"))
        return JSONResponse(_listing(faults))

    async def switch_by_form(request: Request) -> Response:
        form = await read_form(request)
        if form.get("action") == "off":
            faults.switch_off()
            return RedirectResponse("/faults", 303)
        system, _, kind = form.get("choice", "").partition(" ")
        try:
            faults.switch_on(switchboard.checked(system, {**form, "kind": kind}))
        except BadFault as fault:
            return pages.page("Chưa bật được lỗi", render("message.html", text=fault), status=400)
        return RedirectResponse("/faults", 303)

    return [
        Route("/faults", show),
        Route("/faults", switch_off, methods=["DELETE"]),
        Route("/faults/switch", switch_by_form, methods=["POST"]),
        Route("/faults/{system}", switch_on, methods=["PUT"]),
        Route("/faults/{system}", switch_off, methods=["DELETE"]),
    ]


def _listing(faults: Switchboard) -> dict[str, object]:
    return {
        "systems": {system: sorted(kinds) for system, kinds in switchboard.SYSTEMS.items()},
        "active": [asdict(fault) for fault in faults.active()],
    }


def _page(active: list[Fault]) -> Html:
    choices = pages.join(
        render("faults/choice.html", system=system, kind=kind, words=words)
        for system, kinds in switchboard.SYSTEMS.items()
        for kind, words in kinds.items()
    )
    return render("faults/switches.html", active=_active(active), choices=choices)


def _active(faults: list[Fault]) -> Html:
    if not faults:
        return Html("<p>Không có lỗi nào đang bật.</p>")
    items = (
        render(
            "faults/active.html",
            system=fault.system,
            words=switchboard.SYSTEMS[fault.system][fault.kind],
            probability=f"{fault.probability:g}".replace(".", ","),
            seconds=f"{fault.seconds:g}".replace(".", ","),
            remaining="đến khi tắt" if fault.remaining is None else f"còn {fault.remaining} lần",
            path=fault.path or "mọi đường dẫn",
        )
        for fault in faults
    )
    return render("list.html", items=pages.join(items))
