"""The faults of the demo endpoint as they look on the wire; when they strike is decided by the switches."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING

from aiohttp import web

from regold.demo.switches import FaultName

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from regold.demo.switches import FaultShare

RETRY_AFTER = "1"
HANG_SECONDS = 3600.0
PAGE = "<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>"


def struck(faults: Iterable[FaultShare], chance: Random) -> FaultName | None:
    """Say which fault this call meets, if any; the shares add up."""
    point = chance.random()
    for fault in faults:
        if point < fault.share:
            return fault.name
        point -= fault.share
    return None


async def faulty_response(name: FaultName, request: web.Request) -> web.StreamResponse:
    """Answer the request with a fault; only EMPTY and TRUNCATED need the real answer and are made elsewhere."""
    match name:
        case FaultName.SERVER_ERROR:
            return web.json_response(error_body("internal error"), status=500)
        case FaultName.TOO_MANY:
            return web.json_response(error_body("too many requests"), status=429, headers={"Retry-After": RETRY_AFTER})
        case FaultName.ERROR_OBJECT:
            return web.json_response(error_body("the model is overloaded"))
        case FaultName.HANG:
            await asyncio.sleep(HANG_SECONDS)
        case FaultName.RESET:
            reset_connection(request)
    return web.Response(text=PAGE, content_type="text/html")


def reset_connection(request: web.Request) -> None:
    """Close the connection with RST instead of FIN: what is in the buffers is thrown away."""
    if request.transport is None:
        return
    connection = request.transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()


async def truncated_response(request: web.Request, body: bytes) -> web.StreamResponse:
    """Promise the whole body, send half of it and close."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


def error_body(message: str) -> dict[str, object]:
    """Give an error as both APIs write it."""
    return {"error": {"message": message, "type": "demo_error"}}
