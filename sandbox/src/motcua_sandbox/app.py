"""The sandbox as one ASGI application: every system behind its own folder and its own faults."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from motcua_sandbox import index
from motcua_sandbox import settings as environment
from motcua_sandbox.authenticator import routes as authenticator
from motcua_sandbox.chungsinh import routes as chungsinh
from motcua_sandbox.dancu import routes as dancu
from motcua_sandbox.doanhnghiep import routes as doanhnghiep
from motcua_sandbox.faults import routes as switches
from motcua_sandbox.faults.guard import FaultGuard
from motcua_sandbox.faults.switchboard import Switchboard
from motcua_sandbox.hotich import routes as hotich
from motcua_sandbox.kyso import phone, remote, simca
from motcua_sandbox.kyso.holders import Holders
from motcua_sandbox.kyso.questions import Questions
from motcua_sandbox.mail import routes as mail
from motcua_sandbox.oidc import routes as oidc
from motcua_sandbox.population import making
from motcua_sandbox.settings import Settings
from motcua_sandbox.sms import routes as sms
from motcua_sandbox.sms.outbox import Outbox
from motcua_sandbox.store import Store
from motcua_sandbox.thanhtoan import routes as thanhtoan
from motcua_sandbox.thanhtoan.callbacks import CallbackSender
from motcua_sandbox.tsa import routes as tsa


def create(settings: Settings) -> Starlette:
    """Build the application and, in an empty home, its population."""
    store = Store(settings.home)
    making.ensure(store, settings.people, settings.seed)
    faults, outbox = Switchboard(store, settings.seed), Outbox(store)
    holders, questions = Holders(settings.home / "kyso"), Questions(store, faults)
    guarded = {
        "oidc": oidc.Provider(settings, store, faults).routes(),
        "dancu": dancu.routes(settings, store, faults),
        "thanhtoan": thanhtoan.PaymentPlatform(settings, store, faults).routes(),
        "tsa": tsa.TimestampAuthority(settings, store, faults).routes(),
        "chungsinh": chungsinh.routes(store),
        "doanhnghiep": doanhnghiep.BusinessRegister(settings, store).routes(),
        "hotich": hotich.CivilStatus(settings, store, faults).routes(),
        "sms": sms.SmsProvider(settings.sms_user, outbox).routes(),
        "mail": mail.MailRelay(settings.mail_key, outbox).routes(),
        "kyso": remote.RemoteSigning(settings, holders, questions).routes(),
        "simca": simca.MobileSigning(settings, holders, questions).routes(),
    }
    _guard(guarded, faults)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        sending = asyncio.create_task(CallbackSender(store, settings.callback_url).run())
        yield
        sending.cancel()

    static = StaticFiles(directory=str(files(__package__).joinpath("static")))
    return Starlette(
        routes=[
            *index.routes(settings, store, faults),
            *switches.routes(faults),
            *phone.routes(questions),
            *(authenticator.routes() if settings.demo else []),
            *(route for routes in guarded.values() for route in routes),
            Mount("/static", static),
        ],
        lifespan=lifespan,
    )


def _guard(systems: dict[str, list[Route]], faults: Switchboard) -> None:
    """Put each system's faults before it."""
    for system, routes in systems.items():
        for route in routes:
            if not route.path.endswith("/nhat-ky"):  # logs are ours, no system of the state
                route.app = FaultGuard(route.app, system, faults)


app = create(environment.from_environment())
