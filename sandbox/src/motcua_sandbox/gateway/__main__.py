"""Starts the gateway alone: ``python -m motcua_sandbox.gateway --port P --upstream URL --plan FILE``."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from datetime import date
from pathlib import Path

from motcua_sandbox.gateway import plan
from motcua_sandbox.gateway.proxy import Gateway


def main() -> int:
    parser = argparse.ArgumentParser(prog="motcua_sandbox.gateway", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8003)
    parser.add_argument("--upstream", required=True, help="address of the hub")
    parser.add_argument("--plan", type=Path, required=True, help="JSON file, may change meanwhile")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument(
        "--reported", nargs=2, type=date.fromisoformat, metavar=("FROM", "UNTIL"),
        help="write the plan of an unstable province for these days first",
    )  # fmt: skip
    args = parser.parse_args()
    if args.reported:
        first, last = args.reported
        args.plan.write_text(plan.write(plan.reported(first, last, args.seed)))
    return asyncio.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    gateway = Gateway(args.upstream, args.plan, args.seed)
    server = await asyncio.start_server(gateway.serve, args.host, args.port)
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    sys.stdout.write(f"gateway listening at http://{args.host}:{args.port}\n")
    sys.stdout.flush()
    await ended.wait()
    server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
