"""What the Arabic voice is given, and what it makes of it: its traps, measured."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.language import Bundles, Speaker
from assistant.speech.prompts.spelling import spelt

LOCALES = Path(__file__).parents[2] / "locales"


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("خَمْسَة.", "خَمْسَا."),  # ta marbuta is read as t, even before a full stop
        ("وَرْقَةْ التَّسْجِيلْ", "وَرْقَت التَسْجِيلْ"),  # where it is a t
        ("سْمِيَّة", "سْمِيَا"),  # -iyya is cut
        ("ظْهَرْ", "ضْهَرْ"),
        ("ڭَازْ", "گَازْ"),  # spelt out letter by letter
        ("فْالدَّارْ", "ف\u064eد\u0651\u064eارْ"),  # f-ddar, not fa-l-dar
        ("فْالمْدِينَة", "ف\u064eلْمْدِينَا"),
        ("لْلرَّبْعَة", "ل\u064eر\u0651\u064eبْعَا"),
        ("الشّْهَرْ", "الشهَرْ"),  # doubled by the article already
        ("اللِّي", "ال\u0651\u0650ي"),
        ("تْلَاتَة وْ عَشْرِينْ", "تْلَاتَا و\u064f عَشْرِينْ"),
        ("الضَّوْ", "الضَوْ"),  # a final w is no 'and'
        ("مُوَظَّفْ", "مُووَض\u0651\u064eفْ"),  # else 'mouaddf'
        ("[[x]] سلام", " x  سلام"),  # nobody's words are phonemes
    ],
)
def test_spelling(written: str, given: str) -> None:
    assert spelt(written, "ary-Arab") == given


def test_french_is_given_as_it_is_but_for_code() -> None:
    assert spelt("où ça, [[Z]] à 10 %", "fr") == "où ça,  Z  à 10 %"


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed; apt install espeak-ng")
@pytest.mark.parametrize(
    ("written", "sounds"),
    [
        ("خَمْسَة.", "Xamsa:"),
        ("رْبْعَة", "RbAa:"),
        ("سْمِيَّة", "smi:a:"),
        ("وَرْقَةْ التَّسْجِيلْ", "waRqatattasdZi:l"),
        ("فْالدَّارْ", "fad:a:R"),
        ("فْالبَادِيَة", "falba:di:a:"),
        ("الدَّعْمْ", "addaAm"),
        ("السّْمِيَّة", "assmi:a:"),
        ("الرَّقْمْ", "arRaqm"),
        ("مُوَظَّفْ", "mu:wadH:af"),
        ("تْلَاتَة وْ عَشْرِينْ", "tla:ta:wuAaSRi:n"),
    ],
)
def test_what_the_voice_says(written: str, sounds: str) -> None:
    """Its phonemes (A is ayn), without stress and emphasis signs and the catch before a vowel."""
    command = ["espeak-ng", "-q", "-x", "-v", "ar", "--stdin"]
    said = subprocess.run(command, input=spelt(written, "ary-Arab").encode(), capture_output=True, check=True).stdout
    assert "".join(char for char in said.decode() if char.isalpha() or char == ":") == sounds


@pytest.mark.parametrize("voice", ["ary-Arab", "fr"])
def test_no_phrase_holds_a_sign_that_the_voice_would_read_as_something_else(voice: str) -> None:
    """A Latin letter makes the Arabic voice English; a digit or a slash is read in the voice's own way."""
    odd = {
        phrase.id: phrase.text
        for phrase in Speaker(Bundles.load(LOCALES)).phrases(voice)
        if any(
            char in "0123456789/<>{}*=+_" or (voice == "ary-Arab" and char.isascii() and char.isalpha())
            for char in phrase.text
        )
    }
    assert odd == {}
