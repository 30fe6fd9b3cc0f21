"""A small support bot on loopback that says what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Bot:
    """Answers by query; a query it does not know gets status 500, one with a number gets that status."""

    answers: Mapping[str, str | int | Callable[[int], str | int]]
    delay: float = 0.0
    url: str = ""
    asked: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def reply(self, query: str) -> str | int:
        """Give the answer or status for the nth time this query comes."""
        said = self.answers.get(query, 500)
        return said(self.asked.count(query)) if callable(said) else said


@contextmanager
def running_bot(answers: Mapping[str, str | int | Callable[[int], str | int]], delay: float = 0.0) -> Iterator[Bot]:
    """Run a bot on a free port of loopback while the context lasts."""
    bot = Bot(answers, delay)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            bot.asked.append(body["message"])
            bot.sessions.append(body.get("session", ""))
            bot.headers.append(dict(self.headers))
            time.sleep(bot.delay)
            said = bot.reply(body["message"])
            status = said if isinstance(said, int) else 200
            text = "" if isinstance(said, int) else said
            payload = json.dumps({"reply": {"text": text}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    bot.url = f"http://127.0.0.1:{server.server_port}/chat"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield bot
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
