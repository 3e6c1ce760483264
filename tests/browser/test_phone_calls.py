"""The phone on the screen calls: Chromium with a WAV file for a microphone, and the service as it is started."""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
import soxr

from assistant.app import build
from assistant.dialogue import Conversation, from_json
from assistant.processes import end
from assistant.settings import load_settings
from tests.browser.chromium import PROGRAM, page
from tests.journeys.conftest import Service, start_service
from tests.journeys.exchange import exchange
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


ESPEAK = shutil.which("espeak-ng")
needs_espeak = pytest.mark.skipif(ESPEAK is None, reason="no espeak-ng on this machine (Debian: apt install espeak-ng)")
YES = "[['ijj@h]]"  # iyyeh in espeak-ng's own letters: it reads the written word as 'ih'


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


def wav(path: Path, *pieces: bytes) -> str:
    """A WAV file at 48 kHz, as a microphone gives it."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48000, 0, "NONE", ""))
        for piece in pieces:
            file.writeframes(piece)
    return str(path)


def quiet(seconds: float) -> bytes:
    return bytes(round(seconds * 96000))


def said(text: str) -> bytes:
    """espeak-ng's Arabic voice at 48 kHz."""
    assert ESPEAK
    spoken = subprocess.run([ESPEAK, "-v", "ar", "-s", "120", "--stdout", text], capture_output=True, check=True).stdout
    sound, rate = soundfile.read(io.BytesIO(spoken), dtype="float32")
    return bytes((soxr.resample(sound, rate, 48000) * 32000).clip(-32768, 32767).astype("<i2").tobytes())


class OneWord:
    """Ears that take any voice for this word: what is tried is the way from the microphone to them."""

    text, confidence = "iyeh", 0.97
    alternatives = ()

    def accept(self, pcm: bytes) -> bool:
        return False

    def partial(self) -> str:
        return self.text

    def result(self) -> OneWord:
        return self


def test_a_call_by_keys_from_the_screen(service: Service, tmp_path: Path) -> None:
    """The prompt is heard, a key answers it, and the receiver ends the call."""
    number = "+212600000071"
    with page(
        more=[*MICROPHONE, f"--use-file-for-fake-audio-capture={wav(tmp_path / 'quiet.wav', quiet(1))}"]
    ) as shown:
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


@needs_espeak
def test_a_voice_at_the_microphone_reaches_the_ears_and_answers(tmp_path: Path) -> None:
    """From a WAV file through the browser, its codec and the socket: over the prompt, as people speak."""
    number = "+212600000072"
    spoken = wav(tmp_path / "yes.wav", quiet(4), said(YES), quiet(3))
    options = [*MICROPHONE, f"--use-file-for-fake-audio-capture={spoken}"]
    with exchange(tmp_path, screen=True, ears=lambda _: OneWord()) as town, page(more=options) as shown:
        shown.goto(f"{town.base_url}/phone")
        shown.fill("#number", number)
        shown.press("#number", "Tab")
        shown.click("#call")
        until(lambda: "consent" in conversation(tmp_path, number).slots, 60)
        assert conversation(tmp_path, number).slots["consent"] is True
        shown.click("#hang-up")


@needs_espeak
def test_a_spoken_iyeh_answers_a_yes_or_no_question(service: Service, tmp_path: Path) -> None:
    """The service as it is started, with its own voice and its own model."""
    number = "+212600000073"
    spoken = wav(tmp_path / "yes.wav", quiet(4), said(YES), quiet(4))
    with page(more=[*MICROPHONE, f"--use-file-for-fake-audio-capture={spoken}"]) as shown:
        shown.goto(f"{service.base_url}/phone")
        shown.fill("#number", number)
        shown.press("#number", "Tab")
        shown.click("#call")
        until(lambda: "consent" in conversation(service.home, number).slots, 90)
        assert conversation(service.home, number).slots["consent"] is True
        shown.click("#hang-up")
