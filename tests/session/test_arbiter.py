"""A second opinion from an OpenAI-compatible server, a real one on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from regold.config.settings import ArbiterSettings
from regold.judge import Judge, JudgeSettings
from regold.model import Answer, Case, Place, Turn, Verdict
from regold.secret import Secret
from regold.session.arbiter import SYSTEM, second_opinion
from regold.targets import WireSettings

GOLDEN = "Returns are free within 30 days."
UNSURE = "Returns are free."
WRONG = "Returns are free within 60 days."


@dataclass
class Server:
    """What it was asked, and what it says; a status other than 200 fails the call."""

    url: str = ""
    reply: str = ""
    status: int = 200
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            server.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            server.keys.append(self.headers.get("Authorization", ""))
            body = json.dumps({"choices": [{"message": {"role": "assistant", "content": server.reply}}]}).encode()
            self.send_response(server.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        server.url = f"http://127.0.0.1:{http.server_port}/v1"
        try:
            yield server
        finally:
            http.shutdown()


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Server(reply='{"verdict": "acceptable", "reason": "The same in other words."}')) as server:
        yield server


def verdict(server: Server, answer: str = UNSURE, url: str | None = None) -> Verdict:
    settings = ArbiterSettings(
        url=url or server.url,
        model="second",
        headers={"Authorization": Secret("Bearer of-the-team")},
        options={"seed": 7},
        wire=WireSettings(timeout=5.0, tries=1),
    )
    judge = Judge(JudgeSettings(embedding="none", entailment="none"), arbiter=second_opinion(settings))
    case = Case(
        id="c", suite="s", turns=(Turn(query="What do returns cost?", golden=(GOLDEN,)),),
        place=Place(path="s.gold.yaml", line=1, column=1),
    )  # fmt: skip
    return judge.evaluate(case, Answer(text=answer))


def test_without_a_second_opinion_the_answer_is_unsure() -> None:
    case = Case(
        id="c", suite="s", turns=(Turn(query="What do returns cost?", golden=(GOLDEN,)),),
        place=Place(path="s.gold.yaml", line=1, column=1),
    )  # fmt: skip
    judged = Judge(JudgeSettings(embedding="none", entailment="none")).evaluate(case, Answer(text=UNSURE))

    assert judged.unsure
    assert not judged.accepted


def test_an_unsure_answer_is_accepted_when_the_second_opinion_accepts_it(server: Server) -> None:
    judged = verdict(server)

    assert judged.accepted
    assert judged.findings[0].check == "arbiter"
    assert judged.findings[0].message == "second says acceptable: The same in other words."


def test_an_unsure_answer_is_rejected_when_the_second_opinion_rejects_it(server: Server) -> None:
    server.reply = 'Here you are:\n```json\n{"verdict": "not acceptable", "reason": "It adds a limit."}\n```'
    judged = verdict(server)

    assert not judged.accepted
    assert not judged.unsure
    assert judged.findings[0].message == "second says not acceptable: It adds a limit."


def test_an_answer_that_is_surely_wrong_is_not_asked_about(server: Server) -> None:
    assert not verdict(server, WRONG).accepted
    assert server.bodies == []


def test_what_is_sent_is_the_question_with_both_answers_as_data(server: Server) -> None:
    verdict(server)
    (body,) = server.bodies

    system, asked = body["messages"]
    assert system == {"role": "system", "content": SYSTEM}
    assert json.loads(asked["content"]) == {"question": "What do returns cost?", "golden": GOLDEN, "answer": UNSURE}
    assert (body["model"], body["temperature"], body["seed"]) == ("second", 0, 7)
    assert server.keys == ["Bearer of-the-team"]


@pytest.mark.parametrize(
    "reply", ["", "acceptable", "{", '{"verdict": "cannot tell"}', '{"verdict": ["acceptable"]}', "[]", "{} {}", "null"]
)
def test_a_reply_that_does_not_decide_leaves_the_answer_unsure(server: Server, reply: str) -> None:
    server.reply = reply

    assert verdict(server).unsure


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_server_that_fails_leaves_the_answer_unsure(server: Server, status: int) -> None:
    server.status = status

    assert verdict(server).unsure


def test_a_server_that_is_not_there_leaves_the_answer_unsure(server: Server) -> None:
    assert verdict(server, url="http://127.0.0.1:9/v1").unsure
