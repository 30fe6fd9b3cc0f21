from __future__ import annotations

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from regold.demo.serving import running
from regold.errors import ConfigError

QUESTION = "How long do I have to return an item?"


def ask(url: str, message: str, session: str | None = None, **more: Any) -> dict[str, Any]:
    body = {"message": message} | ({"session": session} if session else {})
    reply: dict[str, Any] = httpx.post(f"{url}/chat", json=body, **more).json()["reply"]
    return reply


def complete(url: str, *messages: str, stream: bool = False) -> httpx.Response:
    roles = ("user", "assistant")
    chat = [{"role": roles[place % 2], "content": text} for place, text in enumerate(messages)]
    return httpx.post(f"{url}/v1/chat/completions", json={"model": "any", "messages": chat, "stream": stream})


def events(response: httpx.Response) -> list[str]:
    return [line.removeprefix("data: ") for line in response.text.split("\n\n") if line]


def streamed_text(response: httpx.Response) -> str:
    chunks = [json.loads(event) for event in events(response) if event != "[DONE]"]
    return "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)


def test_the_generic_api_gives_text_confidence_sources_and_handoff(knowledge: Path) -> None:
    with running(knowledge) as url:
        reply = ask(url, QUESTION, "s1")

    assert set(reply) == {"text", "confidence", "sources", "handoff"}
    assert "30 days" in reply["text"]
    assert 0.6 < reply["confidence"] <= 1
    assert reply["sources"] == [{"id": "kb/returns.md", "title": "Returns"}]
    assert reply["handoff"] is False


def test_a_question_can_be_asked_with_get(knowledge: Path) -> None:
    with running(knowledge) as url:
        by_get = httpx.get(f"{url}/chat", params={"message": QUESTION, "session": "s"}).json()["reply"]

        assert by_get == ask(url, QUESTION)


def test_a_session_remembers_and_another_session_knows_nothing_of_it(knowledge: Path) -> None:
    with running(knowledge) as url:
        ask(url, "I want to cancel", "one")
        ask(url, "How much does the Duo plan cost?", "two")

        assert "Cancel subscription" in ask(url, "The Pro one", "one")["text"]
        assert ask(url, "The Pro one", "two")["text"] == "The Pro plan costs $49 a month."


def test_an_edited_article_changes_what_the_running_endpoint_says(knowledge: Path) -> None:
    with running(knowledge) as url:
        before = ask(url, QUESTION)["text"]
        article = knowledge / "returns.md"
        article.write_text(article.read_text().replace("30 days", "60 days"))
        after = ask(url, QUESTION)["text"]

    assert after == before.replace("30 days", "60 days")


def test_the_openai_api_gives_a_whole_completion(knowledge: Path) -> None:
    with running(knowledge) as url:
        body = complete(url, QUESTION).json()

    assert body["object"] == "chat.completion"
    assert "30 days" in body["choices"][0]["message"]["content"]
    assert body["choices"][0]["finish_reason"] == "stop"
    assert body["support"]["sources"] == ["kb/returns.md"]


def test_the_openai_api_takes_the_conversation_from_the_request(knowledge: Path) -> None:
    with running(knowledge) as url:
        body = complete(url, "I want to cancel", "Which one is it?", "The Pro one").json()

    assert "Cancel subscription" in body["choices"][0]["message"]["content"]


def test_content_in_parts_is_read_as_one_text(knowledge: Path) -> None:
    parts = [{"type": "text", "text": "How much does"}, {"type": "text", "text": "the Pro plan cost?"}]
    with running(knowledge) as url:
        body = httpx.post(f"{url}/v1/chat/completions", json={"messages": [{"role": "user", "content": parts}]}).json()

    assert body["choices"][0]["message"]["content"] == "The Pro plan costs $49 a month."


def test_a_stream_carries_the_same_text_and_ends_with_done(knowledge: Path) -> None:
    with running(knowledge) as url:
        whole = complete(url, QUESTION).json()["choices"][0]["message"]["content"]
        response = complete(url, QUESTION, stream=True)

    assert response.headers["content-type"].startswith("text/event-stream")
    assert streamed_text(response) == whole
    assert events(response)[-1] == "[DONE]"
    assert json.loads(events(response)[-2])["choices"][0]["finish_reason"] == "stop"


def test_models_and_health_can_be_asked(knowledge: Path) -> None:
    with running(knowledge) as url:
        ask(url, QUESTION)

        assert [model["id"] for model in httpx.get(f"{url}/v1/models").json()["data"]] == ["regold-demo"]
        assert httpx.get(f"{url}/health").json() == {"status": "ok", "passages": 8, "asked": 1}


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("/chat", b"{", "not JSON"),
        ("/chat", b"[]", "not a JSON object"),
        ("/chat", b"{}", "'message' is missing"),
        ("/chat", b'{"message": 7}', "'message' is missing or not a text"),
        ("/v1/chat/completions", b"{}", "'messages' holds no message"),
        ("/v1/chat/completions", b'{"messages": [{"role": "system", "content": "be nice"}]}', "no message of a user"),
        ("/v1/chat/completions", b'{"messages": "hello"}', "no message of a user"),
    ],
)
def test_a_request_without_a_question_is_refused_with_the_reason(
    knowledge: Path, path: str, body: bytes, says: str
) -> None:
    with running(knowledge) as url:
        response = httpx.post(f"{url}{path}", content=body)

    assert response.status_code == 400
    assert says in response.json()["error"]["message"]


def test_with_a_token_everything_but_health_demands_it(knowledge: Path) -> None:
    with running(knowledge, token="s3cret") as url:
        refused = httpx.post(f"{url}/chat", json={"message": QUESTION})
        wrong = httpx.post(f"{url}/chat", json={"message": QUESTION}, headers={"Authorization": "Bearer nope"})
        right = httpx.post(f"{url}/chat", json={"message": QUESTION}, headers={"Authorization": "Bearer s3cret"})
        health = httpx.get(f"{url}/health")

    assert (refused.status_code, wrong.status_code, right.status_code, health.status_code) == (401, 401, 200, 200)
    assert "token" in refused.json()["error"]["message"]


def test_latency_is_waited_and_calls_wait_side_by_side(knowledge: Path) -> None:
    with running(knowledge, latency=0.3) as url, ThreadPoolExecutor(5) as pool:
        started = time.monotonic()
        list(pool.map(lambda _: ask(url, QUESTION), range(5)))
        took = time.monotonic() - started

    assert 0.3 <= took < 5 * 0.3


def test_the_fault_500_is_a_json_error(knowledge: Path) -> None:
    with running(knowledge, faults=["500"]) as url:
        response = httpx.post(f"{url}/chat", json={"message": QUESTION})

    assert response.status_code == 500
    assert response.json()["error"]["message"]


def test_the_fault_429_says_when_to_come_back(knowledge: Path) -> None:
    with running(knowledge, faults=["429"]) as url:
        response = complete(url, QUESTION, stream=True)

    assert response.status_code == 429
    assert response.headers["retry-after"] == "1"


def test_the_fault_hang_never_answers_and_ends_with_the_server(knowledge: Path) -> None:
    started = time.monotonic()
    with running(knowledge, faults=["hang"]) as url, pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{url}/chat", json={"message": QUESTION}, timeout=0.2)

    assert time.monotonic() - started < 5


def test_the_fault_reset_drops_the_connection(knowledge: Path) -> None:
    with running(knowledge, faults=["reset"]) as url, pytest.raises(httpx.ReadError):
        httpx.post(f"{url}/chat", json={"message": QUESTION})


@pytest.mark.parametrize("stream", [False, True])
def test_the_fault_truncated_stops_in_the_middle(knowledge: Path, stream: bool) -> None:
    with running(knowledge, faults=["truncated"]) as url, pytest.raises(httpx.RemoteProtocolError):
        complete(url, QUESTION, stream=stream)


def test_the_fault_html_is_a_page(knowledge: Path) -> None:
    with running(knowledge, faults=["html"]) as url:
        response = httpx.post(f"{url}/chat", json={"message": QUESTION})

    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_the_fault_empty_is_an_answer_without_text(knowledge: Path) -> None:
    with running(knowledge, faults=["empty"]) as url:
        assert ask(url, QUESTION)["text"] == ""
        assert streamed_text(complete(url, QUESTION, stream=True)) == ""


def test_the_fault_error_object_hides_in_a_200(knowledge: Path) -> None:
    with running(knowledge, faults=["error-object"]) as url:
        response = httpx.post(f"{url}/chat", json={"message": QUESTION})

    assert response.status_code == 200
    assert response.json()["error"]["message"] == "the model is overloaded"


def test_faults_strike_by_their_share_and_the_same_for_the_same_seed(knowledge: Path) -> None:
    def statuses(seed: int) -> list[int]:
        with running(knowledge, faults=["500:0.3", "429:0.3"], seed=seed) as url, httpx.Client() as client:
            return [client.post(f"{url}/chat", json={"message": f"{QUESTION} {n}"}).status_code for n in range(60)]

    first = statuses(1)

    assert {status: 8 <= first.count(status) <= 34 for status in (200, 429, 500)} == {200: True, 429: True, 500: True}
    assert statuses(1) == first
    assert statuses(2) != first


def test_noise_is_the_same_for_the_same_seed_question_and_turn(knowledge: Path) -> None:
    def answers(others: int) -> list[str]:
        with running(knowledge, noise=0.5, seed=7) as url:
            said = []
            for _ in range(12):
                for _ in range(others):
                    ask(url, "How much does the Pro plan cost?")
                said.append(ask(url, QUESTION)["text"])
            return said

    alone = answers(others=0)

    assert len(set(alone)) > 2
    assert answers(others=1) == alone


def test_a_taken_port_is_refused_with_what_to_do(knowledge: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match="choose another --port"), running(knowledge, port=port):
            pass


def test_the_port_is_free_again_after_the_block(knowledge: Path) -> None:
    with running(knowledge) as url:
        port = int(url.rpartition(":")[2])
    with running(knowledge, port=port) as again:
        assert "30 days" in ask(again, QUESTION)["text"]


def test_a_failing_block_still_stops_the_server(knowledge: Path) -> None:
    addresses = []

    def fail(url: str) -> None:
        addresses.append(url)
        raise KeyError

    with pytest.raises(KeyError), running(knowledge) as url:
        fail(url)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{addresses[0]}/health")
