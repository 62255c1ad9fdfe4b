"""`motcua token-agent`: sign with the token in this computer what the desk's pages ask for."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import threading
from urllib.parse import urlsplit

from motcua.cli.failing import CommandFailed

PORT = 8917
ROUND_S = 1.0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--desk", default="http://127.0.0.1:8000", help="address of the desk")
    parser.add_argument("--port", type=int, default=PORT, help="TOKEN_AGENT_URL at the desk")
    parser.add_argument(
        "--module", default=os.environ.get("PKCS11_MODULE", ""), help="the token's PKCS#11 library"
    )
    parser.add_argument(
        "--certificates", action="store_true", help="print what is plugged in, as PEM, and end"
    )


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C; raises ``CommandFailed`` without library, terminal or port."""
    if not args.module:
        raise CommandFailed("name the token's PKCS#11 library with --module or PKCS11_MODULE")
    if args.certificates:
        return _print_certificates(args.module)
    if not sys.stdin.isatty():
        raise CommandFailed("the PIN is asked for here: start it in a terminal")
    try:
        _serve(args)
    except KeyboardInterrupt:
        print("Đã dừng chương trình ký.")
    return 0


def _serve(args: argparse.Namespace) -> None:
    from motcua.token_agent import keyboard
    from motcua.token_agent.serving import HERE, Door
    from motcua.token_agent.waiting import Handover

    desk, handover = _origin(args.desk), Handover()
    try:
        door = Door(args.port, desk, args.module, handover, print)
    except OSError as fault:
        raise CommandFailed(f"port {args.port} is taken; choose another with --port") from fault
    threading.Thread(target=door.serve_forever, daemon=True).start()
    print(f"Chương trình ký chờ yêu cầu của {desk} tại {HERE}:{args.port}. Ctrl-C để dừng.")
    while True:
        question = handover.next(ROUND_S)
        if question is None:
            continue
        try:
            keyboard.answer(question, args.module, desk, print, getpass.getpass)
        finally:
            handover.close()


def _origin(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise CommandFailed(f"not the address of a desk: {address}")
    return f"{parts.scheme}://{parts.netloc}"


def _print_certificates(module: str) -> int:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    from motcua.token_agent import device

    try:
        found = device.certificates(module)
    except device.NoDevice as fault:
        raise CommandFailed(f"no token answers through {module}: {fault}") from fault
    for label, der in found:
        certificate = x509.load_der_x509_certificate(der)
        print(f"# {label}: {certificate.subject.rfc4514_string()}")
        print(certificate.public_bytes(Encoding.PEM).decode(), end="")
    return 0 if found else 1
