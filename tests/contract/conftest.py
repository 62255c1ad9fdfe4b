from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue

import pytest
from sandboxes import Sandbox


class CallbackHandler(BaseHTTPRequestHandler):
    heard: Queue[dict[str, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.put(json.loads(body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"MaLoi": "00"}')

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="session")
def merchant() -> Iterator[HTTPServer]:
    """Where the payment platform calls back; ``RequestHandlerClass.heard`` is what it said."""
    handler = type("Handler", (CallbackHandler,), {"heard": Queue()})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory, merchant: HTTPServer) -> Iterator[Sandbox]:
    running = Sandbox(
        tmp_path_factory.mktemp("sandbox"),
        SANDBOX_THANHTOAN_CALLBACK_URL=f"http://127.0.0.1:{merchant.server_port}/",
    )
    yield running
    running.stop()
