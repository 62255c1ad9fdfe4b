"""Starts the sandbox (``python -m motcua_sandbox --port 8002``) or writes its population."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from typing import NoReturn

from motcua_sandbox import settings as environment
from motcua_sandbox.population import export, making
from motcua_sandbox.settings import BadSetting
from motcua_sandbox.store import Store


def main() -> int:
    args = _arguments().parse_args()
    try:
        return _write_population() if args.command == "population" else _serve(args)
    except BadSetting as fault:
        sys.stderr.write(f"motcua_sandbox: {fault}\n")
        return 2


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua_sandbox", description=__doc__)
    parser.add_argument("command", nargs="?", choices=["serve", "population"], default="serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8002)
    parser.add_argument("--csv", action="store_true", help="population: as CSV (the only form)")
    return parser


def _write_population() -> int:
    settings = environment.from_environment()
    store = Store(settings.home)
    making.ensure(store, settings.people, settings.seed)
    with store.reading() as db:
        export.write_csv(db, sys.stdout)
    return 0


def _serve(args: argparse.Namespace) -> NoReturn:
    os.environ.setdefault("SANDBOX_PUBLIC_URL", f"http://{args.host}:{args.port}")
    asyncio.run(_run(args.host, args.port))
    # The server's own threads may still run, and Python taking itself down under them aborts one
    # stop in ten. Nothing is left to do: every answer was committed before it was sent.
    os._exit(0)


async def _run(host: str, port: int) -> None:
    """Serve in this one process, so that ending it by its id ends everything."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.embed import Server

    from motcua_sandbox.app import app

    server = Server(
        app, address=host, port=port, interface=Interfaces.ASGI, log_level=LogLevels.error
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    announcement = loop.create_task(_announce(host, port))
    await server.serve()
    announcement.cancel()


async def _announce(host: str, port: int) -> None:
    """Say so once the server accepts connections, which it does not tell by itself."""
    while True:
        try:
            _, writer = await asyncio.open_connection(host, port)
        except OSError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            break
    sys.stdout.write(f"sandbox listening at {os.environ['SANDBOX_PUBLIC_URL']}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
