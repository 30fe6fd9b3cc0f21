"""Messages by apprise, to a service of its own on loopback; without apprise, what to install."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from regold.alerts.services import Service, open_services
from regold.errors import ConfigError
from regold.secret import Secret
from tests.alerts.receiving import receiver
from tests.alerts.samples import CHANGED, PASSED, Story
from tests.targets.misbehaving import Endpoint, says, waits

KEY = "T0p-secret"
needs_apprise = [
    pytest.mark.full,
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),  # apprise looks for it
]


def test_no_services_need_no_library() -> None:
    assert open_services(()) == []


def test_without_the_library_is_said_what_to_install() -> None:
    code = (
        "import sys; sys.modules['apprise'] = None\n"
        "from regold.alerts.services import open_services; from regold.secret import Secret\n"
        "open_services((Secret('json://example.com'),))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert 'notify: needs apprise, which is not installed; pip install "pytest-regold[notify]"' in ended.stderr


class TestWithTheLibrary:
    pytestmark = needs_apprise

    def opened(self, here: Endpoint, *, timeout: float = 10.0) -> Service:
        (service,) = open_services((Secret(here.url.replace("http://", "json://")),))
        return Service(number=service.number, apprise=service.apprise, timeout=timeout)

    def test_a_message_is_sent_as_text_with_its_kind(self) -> None:
        story = Story(confirm_runs=1)
        with receiver(says("")) as here:
            service = self.opened(here)
            for kind in (CHANGED, PASSED):
                message = story.check(kind)
                assert message is not None
                assert service.send(message) is None
        first, second = (heard.json for heard in here.requests)
        assert first["title"] == "Regold: 1 wrong"
        assert "returns#return-window: wrong 3 of 3." in first["message"]
        assert (first["type"], second["type"]) == ("failure", "success")

    def test_a_service_that_fails_has_not_taken_the_message(self) -> None:
        message = Story(confirm_runs=1).check(CHANGED)
        assert message is not None
        with receiver(says("", status=500)) as here:
            refusal = self.opened(here).send(message)
        assert refusal is not None
        assert refusal.reason == "apprise could not deliver it"

    def test_a_service_that_hangs_is_given_up(self) -> None:
        message = Story(confirm_runs=1).check(CHANGED)
        assert message is not None
        with receiver(waits(3, says(""))) as here:
            began = time.monotonic()
            refusal = self.opened(here, timeout=0.3).send(message)
            assert time.monotonic() - began < 2
        assert refusal is not None
        assert refusal.reason == "no answer within 0.3 s"

    def test_an_address_that_it_does_not_know_is_a_mistake_told_without_it(
        self, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(ConfigError, match="the address number 2 is none that apprise knows") as mistake:
            open_services((Secret("json://127.0.0.1/x"), Secret(f"nonsense://{KEY}")))
        said = capfd.readouterr()
        assert KEY not in f"{mistake.value}{said.out}{said.err}{caplog.text}"

    def test_services_are_named_by_their_place_in_the_settings(self) -> None:
        services = open_services((Secret(f"json://{KEY}/a"), Secret(f"json://{KEY}/b")))
        assert [service.name for service in services] == ["notify 1", "notify 2"]
        assert KEY not in repr(services)
