"""The `motcua` command: each subcommand is one module of this folder.

A command module defines ``arguments(parser)`` and ``run(args) -> int`` (the exit status, 0 only
when the work is done). Modules are imported when called, so that `motcua admit` needs no Django.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from motcua.cli.failing import CommandFailed
from motcua.env import BadSetting

COMMANDS = {
    "demo": "start everything on this machine with a demo province",
    "serve": "serve the web pages of this node or hub",
    "work": "run the worker: deliveries, papers, signatures, periodic checks",
    "hub": "administer the national hub",
    "migrate": "bring the database to this version (owner's login)",
    "load": "load agencies and demo accounts",
    "catalogue": "check, import or show procedures",
    "reconcile": "match a sector's register with the population register",
    "corrections": "load a matching run for the desk, export what was settled",
    "admit": "decide ranked preferences",
    "scenario": "replay months of a province over a line that fails, and check what arrived",
    "token-agent": "sign with the token in this computer what the desk asks for",
    "sync": "show what has not reached the national hub",
    "downtime": "announce a planned pause of the system, or call it off",
    "backup": "copy database, files and keys into one archive",
    "restore": "bring a backup back",
    "doctor": "say in one line each what is missing and how to get it",
}


def main(argv: list[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings")
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in {"-h", "--help"}:
        _print_commands()
        return 0 if words else 2
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        print(f"motcua: there is no command {name!r}", file=sys.stderr)
        _print_commands()
        return 2
    module = importlib.import_module(f"motcua.cli.{name.replace('-', '_')}")
    parser = argparse.ArgumentParser(prog=f"motcua {name}", description=COMMANDS[name])
    module.arguments(parser)
    args = parser.parse_args(rest)
    try:
        return int(module.run(args))
    except (BadSetting, CommandFailed) as failure:
        print(f"motcua {name}: {failure}", file=sys.stderr)
        return 1


def _print_commands() -> None:
    print("usage: motcua COMMAND …   (motcua COMMAND --help says more)\n")
    for name, purpose in COMMANDS.items():
        print(f"  {name:<12} {purpose}")


def entry() -> None:
    sys.exit(main())


if __name__ == "__main__":
    entry()
