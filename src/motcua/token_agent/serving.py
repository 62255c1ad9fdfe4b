"""The door on 127.0.0.1 through which one desk's pages, and no others, ask for signatures.

A request is heard only when it names this machine (``Host``, against rebinding of names) and comes
from the desk's own pages (``Origin``, which no page can write itself). Signing needs a JSON body,
so that a browser asks first (CORS preflight) and no form of another site gets through.
"""

from __future__ import annotations

import base64
import json
import os
import select
import socket
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from motcua.token_agent import device
from motcua.token_agent.asking import LONGEST_BODY, BadRequest, read
from motcua.token_agent.keyboard import Say
from motcua.token_agent.waiting import Busy, Handover, NotSigned

HERE = "127.0.0.1"
VERSION = 1
_STATUS = {"refused": 403, "too_late": 408, "busy": 409, "no_device": 404, "bad_request": 400}


class Door(ThreadingHTTPServer):
    """``desk`` is the origin whose pages may ask; raises ``OSError`` when the port is taken."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let a second program listen too

    def __init__(self, port: int, desk: str, module: str, handover: Handover, say: Say) -> None:
        super().__init__((HERE, port), Handler)
        self.desk, self.module, self.handover, self.say = desk, module, handover, say

    @property
    def hosts(self) -> set[str]:
        return {f"{name}:{self.server_port}" for name in (HERE, "localhost")}


class Handler(BaseHTTPRequestHandler):
    server: Door
    timeout = 30  # seconds for a request to arrive
    server_version, sys_version = "motcua-token-agent", ""

    def do_OPTIONS(self) -> None:
        if self._may_ask():
            self._answer(204, None)

    def do_GET(self) -> None:
        if self._may_ask():
            found = self.path == "/agent"
            self._answer(200 if found else 404, {"agent": "motcua", "version": VERSION})

    def do_POST(self) -> None:
        if not self._may_ask():
            return
        try:
            made = self._signed()
        except BadRequest:
            self._refuse("bad_request")
        except device.NoDevice:
            self._refuse("no_device")
        except Busy:
            self._refuse("busy")
        except NotSigned as why:
            if why.code != "gone":
                self._refuse(why.code)
        else:
            texts = [base64.b64encode(one).decode() for one in made]
            self._answer(200, {"signatures": texts})

    def _signed(self) -> list[bytes]:
        if self.path != "/sign" or self.headers.get_content_type() != "application/json":
            raise BadRequest("not /sign with JSON")
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdecimal() or int(length) > LONGEST_BODY:
            raise BadRequest("no length, or too long")
        asked = read(self.rfile.read(int(length)))
        found = device.find(self.server.module, asked.certificate)
        return self.server.handover.ask(asked, found, self._gone)

    def _may_ask(self) -> bool:
        origin = self.headers.get("Origin", "")
        if self.headers.get("Host") in self.server.hosts and origin == self.server.desk:
            return True
        who = "".join(letter for letter in origin if letter.isprintable())[:80]
        self.server.say(f"Đã chặn một yêu cầu không phải của {self.server.desk}: {who or '–'}")
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()
        return False

    def _refuse(self, code: str) -> None:
        self._answer(_STATUS.get(code, 403), {"error": code})

    def _answer(self, status: int, told: dict[str, Any] | None) -> None:
        body = b"" if told is None else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", self.server.desk)
        self.send_header("Vary", "Origin")
        if self.command == "OPTIONS":
            self.send_header("Access-Control-Allow-Methods", "GET, POST")
            self.send_header("Access-Control-Allow-Headers", "content-type")
            self.send_header("Access-Control-Allow-Private-Network", "true")
        else:
            self.send_header("Content-Type", "application/json")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Length", str(len(body)))
        with suppress(OSError):  # the page was closed a moment ago
            self.end_headers()
            self.wfile.write(body)

    def _gone(self) -> bool:
        """Tell whether the browser has closed the connection."""
        try:
            readable, _, _ = select.select([self.connection], [], [], 0)
            return bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""
        except (OSError, ValueError):  # closed at this end as well
            return True

    def log_message(self, *words: object) -> None:
        """Say nothing of single requests."""
