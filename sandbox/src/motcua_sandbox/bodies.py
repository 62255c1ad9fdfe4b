"""Request bodies, read no further than they may be long."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request


class TooLong(Exception):
    """The body is longer than this address accepts."""


class NoObject(Exception):
    """The body is no JSON object."""


async def read_body(request: Request, limit: int) -> bytes:
    """Raises TooLong."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise TooLong(f"the body is longer than {limit} bytes")
    return bytes(body)


async def read_object(request: Request, limit: int) -> dict[str, Any]:
    """Raises TooLong, NoObject."""
    try:
        value = json.loads(await read_body(request, limit))
    except ValueError as fault:
        raise NoObject("the body is no JSON") from fault
    if not isinstance(value, dict):
        raise NoObject("the body is no JSON object")
    return value


async def read_form(request: Request) -> dict[str, str]:
    return {name: str(value) for name, value in (await request.form()).items()}
