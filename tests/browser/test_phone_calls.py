"""The phone on the screen calls: Chromium with a WAV file for a microphone, and the service as it is started."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import build
from assistant.dialogue import Conversation, from_json
from assistant.processes import end
from assistant.settings import load_settings
from tests.browser.chromium import PROGRAM, page
from tests.journeys.conftest import Service, start_service
from tests.journeys.provider import RestApi, until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine (Debian: apt install chromium)"),
]
MICROPHONE = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    api = RestApi()
    running = start_service(
        tmp_path_factory.mktemp("calling"), api, HAQQI_TWILIO_ACCOUNT_SID="", HAQQI_TWILIO_API_BASE=""
    )
    yield running
    end(running.process)
    api.close()


def conversation(home: Path, phone: str) -> Conversation:
    with build(load_settings(home=home)).database.begin() as tx:
        contact = tx.contacts.find(phone)
        state = tx.conversations.lock(contact.id).state if contact else None
    return from_json(state) if state else Conversation()


def silent_wav(path: Path) -> str:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48000, 0, "NONE", ""))
        file.writeframes(bytes(96000))
    return str(path)


def test_a_call_by_keys_from_the_screen(service: Service, tmp_path: Path) -> None:
    """The prompt is heard, a key answers it, and the receiver ends the call."""
    number = "+212600000071"
    with page(more=[*MICROPHONE, f"--use-file-for-fake-audio-capture={silent_wav(tmp_path / 'quiet.wav')}"]) as shown:
        shown.goto(f"{service.base_url}/phone")
        shown.fill("#number", number)
        shown.press("#number", "Tab")
        shown.click("#call")
        until(lambda: int(shown.locator("body").get_attribute("data-heard") or 0) > 10, 60)
        shown.click("button[data-key='1']")
        until(lambda: conversation(service.home, number).step == "menu.main", 60)
        assert shown.input_value("#text") == ""
        shown.click("#hang-up")
        until(lambda: shown.inner_text("#call-state") == "The call has ended.", 20)
        assert shown.locator("#call").is_enabled()
