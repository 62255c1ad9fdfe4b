"""`motcua serve`: the web pages of this node or hub."""

from __future__ import annotations

import argparse
import importlib
import os
import sys


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes; about one a core")


def run(args: argparse.Namespace) -> int:
    """Replace this process by the server, so that whoever watches it watches the server.

    Raises ``BadSetting``, which each of the server's processes would otherwise meet anew.
    """
    importlib.import_module("motcua.settings")
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "motcua.wsgi:application",
        "--host", args.host, "--port", str(args.port),
        "--workers", str(args.workers), "--blocking-threads", "4",
        "--respawn-failed-workers", "--no-ws", "--log-level", "warning",
    ]  # fmt: skip
    os.environ.setdefault("MOTCUA_BUILT_STATIC", "1")
    os.execvp(command[0], command)  # noqa: S606 - the server itself, no shell
    return 1
