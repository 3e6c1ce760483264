"""The words that the telephone line can hear: how each is written, how it is said, and at which question it may be."""

from assistant.speech.vocabulary.check import Fault, check
from assistant.speech.vocabulary.grammar import grammar, vocabulary
from assistant.speech.vocabulary.reading import BUILT_IN, load
from assistant.speech.vocabulary.words import Pronunciation, Vocabulary, Word

__all__ = ["BUILT_IN", "Fault", "Pronunciation", "Vocabulary", "Word", "check", "grammar", "load", "vocabulary"]
