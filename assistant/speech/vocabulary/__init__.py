"""The words that the telephone line can hear: how each is written, how it is said, and at which question it may be."""

from assistant.speech.vocabulary.check import check
from assistant.speech.vocabulary.grammar import grammar, vocabulary
from assistant.speech.vocabulary.hearing import STARTER, deaf_to, good_for
from assistant.speech.vocabulary.needs import Asked, missing, needed
from assistant.speech.vocabulary.phrases import is_single, phrases
from assistant.speech.vocabulary.reading import BUILT_IN, load
from assistant.speech.vocabulary.words import Pronunciation, Vocabulary, Word

__all__ = [
    "BUILT_IN",
    "STARTER",
    "Asked",
    "Pronunciation",
    "Vocabulary",
    "Word",
    "check",
    "deaf_to",
    "good_for",
    "grammar",
    "is_single",
    "load",
    "missing",
    "needed",
    "phrases",
    "vocabulary",
]
