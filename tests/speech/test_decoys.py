"""Words that are listened for so that they are not taken for an answer."""

import json

from hypothesis import given
from hypothesis import strategies as st

from assistant.speech import audio
from assistant.speech.decoys import MOST, decoys
from assistant.speech.recogniser import UNKNOWN_WORD, Grammar, Recogniser

words = st.sets(st.text("ابتثجحخدرسعفقكلمنهوي", min_size=2, max_size=8), max_size=400)


@given(words, st.lists(st.text("ابتسع ", min_size=2, max_size=9), max_size=5))
def test_none_is_a_word_of_the_grammar_and_they_are_not_too_many(known: set[str], phrases: list[str]) -> None:
    """Whatever the model knows and the question asks."""
    found = decoys(known, phrases)
    assert set(found) <= known - {word for phrase in phrases for word in phrase.split()}
    assert len(set(found)) == len(found) <= MOST


def test_a_word_like_an_answer_is_none() -> None:
    """'ست' would take 'ستة' away."""
    assert decoys({"ست", "السكن", "ستين"}, ["ستة"]) == ("السكن",)


def test_they_are_spread_over_all_the_words() -> None:
    """Not the first of the alphabet."""
    known = {f"{first}{second}ممم" for first in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" for second in "ابتثجحخدذرزسشصضطظعغ"}
    found = decoys(known, ["زيرو"])
    assert len({word[0] for word in found}) > 20


def test_what_is_heard_as_a_decoy_is_an_unknown_word() -> None:
    """The question never sees it."""

    class Vosk:
        def FinalResult(self) -> str:  # noqa: N802 - Vosk's name
            words = [{"word": "السكن", "start": 0.1, "end": 0.5}]
            return json.dumps({"alternatives": [{"confidence": 9.0, "text": "السكن", "result": words}]})

        SetMaxAlternatives = SetWords = lambda self, _: None

    recogniser = Recogniser(Vosk(), Grammar(("نعم",), single=True), audio.RATE, frozenset({"السكن"}))
    assert recogniser.result().text == UNKNOWN_WORD
