"""What is heard in a turn: shares, stretches, one word."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech import audio
from assistant.speech.recogniser import NOTHING, OPEN, Grammar, Recogniser, joined, weighed
from tests.speech.conftest import heard, path


def test_alternatives_share_one() -> None:
    found = heard((3.0, "واحد"), (1.0, "جوج"), (-2.0, "[unk]"))
    assert found.text == "واحد"
    assert found.confidence == found.alternatives[0].confidence > 0.75
    assert sum(each.confidence for each in found.alternatives) == pytest.approx(1)


def test_one_word_goes_before_more() -> None:
    """A breath after the word is often heard as a second, short one."""
    found = heard((5.0, "واحد لا"), (4.0, "واحد"), (1.0, "جوج"), grammar=Grammar(single=True))
    assert [each.text for each in found.alternatives] == ["واحد", "جوج"]


def test_more_words_stay_where_no_single_one_fits() -> None:
    assert heard((5.0, "لا لا"), (4.0, "نعم لا"), grammar=Grammar(single=True)).text == "لا لا"


def test_a_phrase_of_the_grammar_is_one_answer() -> None:
    grammar = Grammar(("قرا", "ما قراش", "لا"), single=True)
    found = heard((5.0, "ما قراش"), (4.0, "قرا"), (4.0, "لا قرا"), grammar=grammar)
    assert [each.text for each in found.alternatives] == ["ما قراش", "قرا"]


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=20))
def test_confidences_are_shares_in_order(scores: list[float]) -> None:
    found = weighed([path(score, "واحد") for score in scores], OPEN)
    shares = [each.confidence for each in found.alternatives]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)


def test_stretches_are_joined_by_the_likeliest_ways() -> None:
    first, second = [path(2, "واحد"), path(1, "جوج")], [path(3, "ستة"), path(0, "تسعة")]
    ways = [(score, " ".join(word.text for word in words)) for score, words in joined([first, second], 3)]
    assert ways == [(5, "واحد ستة"), (4, "جوج ستة"), (2, "واحد تسعة")]


class Vosk:
    """A recogniser of Vosk that tells what it is given to tell; a stretch ends with every second frame."""

    def __init__(self, *results: dict[str, object]) -> None:
        self.results, self.frames = list(results), 0

    def SetMaxAlternatives(self, most: int) -> None:  # noqa: N802
        self.most = most

    def SetWords(self, wanted: bool) -> None:  # noqa: N802
        self.words = wanted

    def AcceptWaveform(self, pcm: bytes) -> int:  # noqa: N802
        self.frames += len(pcm) // 320
        return self.frames % 2 == 0

    def Result(self) -> str:  # noqa: N802
        return json.dumps(self.results.pop(0) if self.results else {"alternatives": [{"confidence": 0, "text": ""}]})

    FinalResult = Result


def told(*alternatives: tuple[float, str]) -> dict[str, object]:
    return {
        "alternatives": [
            {
                "confidence": score,
                "text": text,
                "result": [{"word": word, "start": 0.1, "end": 0.5} for word in text.split()],
            }
            for score, text in alternatives
        ]
    }


FRAME = bytes(320)


def test_speech_that_goes_on_after_a_pause_is_one_answer() -> None:
    recogniser = Recogniser(Vosk(told((2, "واحد جوج")), told((1, "تلاتة"), (0, "ربعة"))), Grammar(), audio.RATE)
    assert [recogniser.accept(FRAME) for _ in range(4)] == [False, True, False, True]
    assert [each.text for each in recogniser.result().alternatives] == ["واحد جوج تلاتة", "واحد جوج ربعة"]


def test_the_first_answer_counts_where_one_word_is_asked_for() -> None:
    recogniser = Recogniser(Vosk(told((2, "نعم")), told((9, "لا"))), Grammar(("نعم", "لا"), single=True), audio.RATE)
    for _ in range(4):
        recogniser.accept(FRAME)
    assert recogniser.result().text == "نعم"


def test_a_noise_ends_no_turn() -> None:
    recogniser = Recogniser(Vosk(told((0, "")), told((1, "نعم"))), Grammar(), audio.RATE)
    assert [recogniser.accept(FRAME) for _ in range(4)] == [False, False, False, True]
    assert recogniser.result().text == "نعم"


def test_a_noise_that_may_have_been_a_word_is_most_likely_nothing() -> None:
    recogniser = Recogniser(Vosk(told((2, ""), (0, "[unk]"), (-1, "آه"))), Grammar(("آه",), single=True), audio.RATE)
    assert [recogniser.accept(FRAME) for _ in range(2)] == [False, False]
    heard = recogniser.result()
    assert [each.text for each in heard.alternatives] == ["", "[unk]", "آه"]
    assert heard.confidence > 0.7


def test_a_noise_before_the_answer_is_not_the_answer() -> None:
    results = told((2, ""), (0, "آه")), told((3, "لا"), (0, ""))
    recogniser = Recogniser(Vosk(*results), Grammar(("آه", "لا"), single=True), audio.RATE)
    for _ in range(4):
        recogniser.accept(FRAME)
    assert recogniser.result().text == "لا"


def test_nothing_said_is_nothing_heard() -> None:
    assert Recogniser(Vosk(told((0, ""))), OPEN, audio.RATE).result() == NOTHING


def test_a_model_of_another_rate_gets_its_rate() -> None:
    vosk = Vosk()
    recogniser = Recogniser(vosk, OPEN, 16000)
    for _ in range(50):
        recogniser.accept(FRAME)
    assert 90 <= vosk.frames <= 100


def test_strings_ask_for_more_alternatives() -> None:
    one, many = Vosk(), Vosk()
    Recogniser(one, Grammar(single=True), audio.RATE)
    Recogniser(many, Grammar(), audio.RATE)
    assert one.most < many.most
