"""Somebody records their voice on a telephone of 360 px, with a WAV file as the microphone, and erases it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile
from flask import Flask

from assistant.app import create_app
from assistant.recording import Invitation, export
from assistant.settings import load_settings
from assistant.speech.recording import read_rows
from tests.browser.chromium import PROGRAM, page
from tests.serving import served
from tests.speech.sound import take

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine (Debian: apt install chromium)"),
]
RATE = 48000


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Flask]]:
    settings = load_settings(home=tmp_path_factory.mktemp("studio"), redis_url="", database_url="")
    app = create_app(settings, dispatch=False)
    with served(app) as port:
        yield f"http://127.0.0.1:{port}", app


@pytest.fixture
def link(service: tuple[str, Flask]) -> str:
    url, app = service
    invitation = Invitation.new("Association Amal", 30, datetime.now(UTC) + timedelta(days=1))
    return f"{url}/recording/{app.extensions['haqqi_passes'].invite(invitation)}"


@contextmanager
def telephone(microphone: np.ndarray, tmp_path: Path):
    """A small telephone whose microphone hears this once from the moment it is opened, then nothing."""
    quiet = take(speech=0, before=60, after=0, noise_db=-70, rate=RATE)
    wav = tmp_path / "microphone.wav"
    soundfile.write(wav, np.concatenate([microphone, quiet]), RATE, subtype="PCM_16")
    with page(360, 740, ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
                         f"--use-file-for-fake-audio-capture={wav}%noloop"]) as shown:  # fmt: skip
        yield shown


def agree(shown, link: str, locale: str = "fr") -> None:
    shown.goto(f"{link}?lang={locale}")
    shown.click("button[value=yes]")
    shown.click("button.yes")
    shown.locator("#prompt").wait_for()


def verdict(shown, kind: str) -> str:
    shown.locator(f"#verdict.{kind}").wait_for(timeout=15000)
    return str(shown.inner_text("#verdict"))


def fits(shown) -> bool:
    return bool(shown.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_spoken_word_is_heard_judged_kept_exported_and_erased(service, link: str, tmp_path: Path) -> None:
    """One press: the recording ends by itself, the verdict comes at once, the next word follows."""
    url, app = service
    with telephone(take(before=0.8, speech=0.6, after=0.4, db=-18, rate=RATE), tmp_path) as shown:
        agree(shown, link)
        first = shown.inner_text("#prompt")
        shown.click("#speak")
        assert verdict(shown, "good") == "C'est bon, merci."
        shown.wait_for_function("first => document.getElementById('prompt').textContent !== first", arg=first)
        assert shown.inner_text("#done") == "1 sur 16"
        shown.click(".choice.small a")
        code = shown.inner_text("#code")
        export(app.extensions["haqqi_studio"].database, tmp_path / "out")
        row = read_rows((tmp_path / "out" / "recordings.tsv").read_text(encoding="utf-8"))[-1]
        assert (row.transcript, row.line, row.quality) == (first, "browser", "good")
        samples, rate = soundfile.read(tmp_path / "out" / row.file)
        assert rate == 8000
        assert 0.5 < float(row.end) - float(row.start) < 1.1
        assert np.sqrt(np.mean(np.square(samples))) > 0.02
        shown.goto(f"{url}/recording/erase?lang=fr")
        shown.fill("input[name=code]", code)
        shown.click("button.no")
        assert "effacé" in shown.inner_text("#told")
    export(app.extensions["haqqi_studio"].database, tmp_path / "out")
    assert not (tmp_path / "out" / row.file).exists()


def test_silence_is_told_kindly_and_can_be_said_again_or_skipped(link: str, tmp_path: Path) -> None:
    with telephone(np.zeros(RATE, np.int16), tmp_path) as shown:
        agree(shown, link)
        first = shown.inner_text("#prompt")
        shown.click("#speak")
        assert verdict(shown, "bad") == "Nous n'avons rien entendu. Parlez près du micro."
        assert shown.inner_text("#speak") == "Refaire"
        assert shown.inner_text("#prompt") == first
        shown.click("#skip")
        assert shown.inner_text("#prompt") != first


def test_without_a_microphone_the_page_says_what_to_do(link: str) -> None:
    with page(360, 740) as shown:
        agree(shown, link)
        shown.click("#speak")
        assert "Le micro est fermé" in verdict(shown, "bad")


def test_when_the_network_is_gone_the_word_stays_and_can_be_said_again(link: str, tmp_path: Path) -> None:
    with telephone(take(before=0.8, rate=RATE), tmp_path) as shown:
        agree(shown, link)
        first = shown.inner_text("#prompt")
        shown.route("**/takes*", lambda route: route.abort())
        shown.click("#speak")
        assert "Pas de réseau" in verdict(shown, "bad")
        assert shown.inner_text("#prompt") == first


def test_two_minutes_skipped_lead_to_the_question_whether_to_go_on(link: str) -> None:
    with page(360, 740) as shown:
        agree(shown, link)
        for _ in range(16):
            shown.click("#skip")
        shown.wait_for_url("**/more*")
        shown.click("button.yes")
        shown.locator("#prompt").wait_for()


@pytest.mark.parametrize(("locale", "direction"), [("ary-Arab", "rtl"), ("ary-Latn", "ltr"), ("fr", "ltr")])
def test_every_page_fits_360_pixels_and_runs_its_way(service, link: str, locale: str, direction: str) -> None:
    url, _ = service
    with page(360, 740) as shown:
        shown.goto(f"{link}?lang={locale}")
        seen = [fits(shown)]
        shown.click("button[value=yes]")
        seen.append(fits(shown))
        shown.click("button.yes")
        seen.append(fits(shown))
        for _ in range(12):  # as far as a string of ten digits
            shown.click("#skip")
        seen.append(fits(shown))
        assert shown.locator("#prompt").evaluate("element => getComputedStyle(element).direction") == "ltr"
        shown.click(".choice.small a")
        seen.append(fits(shown))
        assert shown.evaluate("getComputedStyle(document.documentElement).direction") == direction
        shown.goto(f"{url}/recording/erase?lang={locale}")
        seen.append(fits(shown))
    assert seen == [True] * 6
