"""Long prompts and real voices on real sockets: what a key stops, and what espeak-ng's voice answers."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
import soundfile

from assistant.channels.calls.ears import ears
from assistant.language import Message
from assistant.speech.audio import at_telephone_rate, frames, pcm_of
from assistant.speech.call import Listen, Question
from assistant.speech.model import BUILT_IN, Model
from tests.journeys.exchange import exchange
from tests.journeys.provider import until
from tests.journeys.telephone import StreamPhone
from tests.journeys.written_audio import Labels, Reader
from tests.town import new_phone

ESPEAK = shutil.which("espeak-ng")
needs_espeak = pytest.mark.skipif(ESPEAK is None, reason="no espeak-ng on this machine (Debian: apt install espeak-ng)")
YES = "[['ijj@h]]"  # iyyeh in espeak-ng's own letters: it reads the written word as 'ih'


class Long(Labels):
    """Says each message for three seconds, its id in every frame."""

    def audio(self, said: Sequence[Message], locale: str, *, slow: bool = False) -> Iterable[bytes]:
        return [frame for frame in super().audio(said, locale, slow=slow) for _ in range(150)]


class AnyVoice(Reader):
    """Takes any voice for a yes: what is tried is whether it is noticed, and where it ends."""

    def partial(self) -> str:
        return "iyeh"


def any_voice(_question: Question) -> AnyVoice:
    return AnyVoice()


def built_in() -> Listen:
    return ears(Model.load(BUILT_IN))


def voice(text: str) -> list[bytes]:
    """espeak-ng's Arabic voice in telephone frames."""
    assert ESPEAK
    spoken = subprocess.run([ESPEAK, "-v", "ar", "-s", "120", "--stdout", text], capture_output=True, check=True).stdout
    sound, rate = soundfile.read(io.BytesIO(spoken), dtype="float32")
    return list(frames(pcm_of(at_telephone_rate(sound, rate))))


def test_after_a_key_nothing_of_the_old_prompt_is_heard(tmp_path: Path) -> None:
    """The provider is told to drop what was sent ahead, and what comes next is the answer."""
    with exchange(tmp_path, prompter=Long()) as town:
        phone = StreamPhone(town.base_url, new_phone())
        until(lambda: len(phone.heard) > 20, 60)
        assert set(phone.heard) == {"welcome-hello"}
        phone.press("1")
        until(lambda: bool(phone.cleared_at), 60)
        until(lambda: len(phone.heard) > phone.cleared_at[0] + 20, 60)
        assert set(phone.heard[phone.cleared_at[0] :]) == {"menu-main"}
        phone.hang_up()


@needs_espeak
@pytest.mark.parametrize("line", ["stream", "asterisk"])
@pytest.mark.parametrize("listener", [lambda: any_voice, built_in])
def test_a_voice_answers_over_the_prompt(tmp_path: Path, line: str, listener: object) -> None:
    with exchange(tmp_path, prompter=Long(), ears=listener()) as town:  # type: ignore[operator]
        phone = town.call(line, new_phone())
        until(lambda: "welcome-consent" in phone.heard, 60)
        phone._voice.extend(voice(YES))
        phone.wait_for("menu-main")
        assert town.conversation(phone.phone).slots["consent"] is True
        phone.hang_up()
