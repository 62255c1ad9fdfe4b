"""`motcua doctor`: one line for each thing that the machine needs."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "exit status 1 when something that the product needs is missing"


def run(args: argparse.Namespace) -> int:
    from motcua.operations.doctor import findings

    found = list(findings())
    for finding in found:
        mark = "ok  " if finding.ok else ("NEED" if finding.needed else "lack")
        print(f"{mark}  {finding.text}")
    return int(any(f.needed and not f.ok for f in found))
