"""Just enough HTTP/1.1 to pass one message on byte by byte, and to break off anywhere in it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

LARGEST = 64 * 1024 * 1024
ANSWER_S = 120.0


class Broken(Exception):
    """The other end closed, was not there, or said no HTTP."""


@dataclass(frozen=True)
class Upstream:
    """Whom messages are passed on to; one connection a message."""

    host: str
    port: int

    @classmethod
    def at(cls, url: str) -> Upstream:
        parts = urlsplit(url)
        return cls(parts.hostname or "127.0.0.1", parts.port or 80)

    async def ask(self, message: bytes, *, part: float = 1.0) -> bytes:
        """Pass a message on, or its first ``part``; return the whole answer. Raises Broken."""
        try:
            reader, writer = await asyncio.open_connection(self.host, self.port)
        except OSError as fault:
            raise Broken(str(fault)) from fault
        try:
            writer.write(message[: int(len(message) * part)])
            await writer.drain()
            if part < 1:
                return b""
            return await asyncio.wait_for(_answer(reader), ANSWER_S)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as fault:
            raise Broken(str(fault)) from fault
        finally:
            writer.close()


async def read_message(reader: asyncio.StreamReader, host: str) -> tuple[str, bytes]:
    """Return the path of a request and its bytes, addressed to ``host``. Raises Broken."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as fault:
        raise Broken("no request") from fault
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    fields = [line for line in lines if not line.lower().startswith(("host:", "connection:"))]
    length = next((int(f[15:]) for f in fields if f.lower().startswith("content-length:")), 0)
    if length > LARGEST or len(first.split()) < 2:
        raise Broken("not a request of this wire")
    try:
        body = await reader.readexactly(length)
    except (OSError, asyncio.IncompleteReadError) as fault:
        raise Broken("the request broke off") from fault
    rewritten = "\r\n".join([first, f"Host: {host}", "Connection: close", *fields, "", ""])
    return first.split()[1], rewritten.encode("latin-1") + body


def answer(status: str, content_type: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}"
    return f"{head}\r\nConnection: close\r\n\r\n".encode() + body


async def _answer(reader: asyncio.StreamReader) -> bytes:
    """Read an answer to the end of its body, or of the connection."""
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return head + await reader.readexactly(int(line[15:]))
    return head + await reader.read()
