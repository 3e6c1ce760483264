"""The phone on the screen, used as a person uses it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.processes import end
from tests.browser.chromium import PROGRAM, page
from tests.journeys.conftest import Service, start_service
from tests.journeys.provider import RestApi

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine (Debian: apt install chromium)"),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service as `sh deploy/run` starts it with nothing set: the phone stands in for Twilio."""
    api = RestApi()
    running = start_service(
        tmp_path_factory.mktemp("screen"), api, HAQQI_TWILIO_ACCOUNT_SID="", HAQQI_TWILIO_API_BASE=""
    )
    yield running
    end(running.process)
    api.close()


def converse(shown, texts: list[str]) -> list[str]:
    """Write each text and wait for an answer; gives all that arrived."""
    for text in texts:
        before = shown.locator("#messages .in").count()
        shown.fill("#text", text)
        shown.press("#text", "Enter")
        shown.locator("#messages .in").nth(before).wait_for(timeout=15000)
    return shown.locator("#messages .in").all_inner_texts()


@pytest.mark.parametrize(
    ("number", "hello", "direction"),
    [
        ("+212600000011", "سلام", "rtl"),
        ("+212600000012", "salam", "ltr"),
        ("+212600000013", "bonjour", "ltr"),
    ],
)
def test_a_conversation_in_both_scripts(service: Service, number: str, hello: str, direction: str) -> None:
    """The answers stand in the script that the person writes, and run its way."""
    with page() as shown:
        shown.goto(f"{service.base_url}/phone")
        shown.fill("#number", number)
        shown.press("#number", "Tab")
        arrived = converse(shown, [hello, "1"])
        assert len(arrived) >= 2
        last = shown.locator("#messages .in").last
        assert last.evaluate("element => getComputedStyle(element).direction") == direction


def test_the_keypad_writes_and_sends(service: Service) -> None:
    with page(360, 900) as shown:
        shown.goto(f"{service.base_url}/phone")
        shown.fill("#number", "+212600000014")
        shown.press("#number", "Tab")
        converse(shown, ["salam"])
        shown.click("button[data-key='1']")
        assert shown.input_value("#text") == "1"
        shown.click(".send")
        shown.locator("#messages .in").nth(1).wait_for()
        assert shown.locator("#messages .out").count() == 2


def test_markup_in_a_text_stays_text(service: Service) -> None:
    with page() as shown:
        shown.goto(f"{service.base_url}/phone")
        shown.fill("#number", "+212600000015")
        shown.press("#number", "Tab")
        converse(shown, ["<img src=x onerror=document.title='pwned'>"])
        assert "pwned" not in shown.title()
        assert shown.locator("#messages img").count() == 0
