"""What there is to record: the words of the recogniser, and the ten of them that are the digits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.speech.vocabulary import load

DIGITS = ("زيرو", "واحد", "جوج", "تلاتة", "ربعة", "خمسة", "ستة", "سبعة", "تمنية", "تسعود")
"""Zero to nine as Darija says them on the telephone, spelled as the recogniser writes them."""
CONNECTOR = "and"
"""The tag of words that are only said between others: nobody can say them well alone."""


@dataclass(frozen=True, slots=True)
class Words:
    """`digits` are the words for 0 to 9 in order; `others` every further word, each once and none of the digits."""

    digits: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str], digits: tuple[str, ...] = DIGITS) -> Words:
        """The digits and, of any sequence of words, those that are no digit."""
        others = dict.fromkeys(" ".join(text.split()) for text in texts)
        return cls(digits, tuple(text for text in others if text and text not in digits))

    @classmethod
    def of_vocabulary(cls, path: Path | None = None) -> Words:
        """The words of a vocabulary file, by default of the built-in one. Raises SpeechError."""
        return cls.of(word.text for word in load(path) if CONNECTOR not in word.tags)

    def __contains__(self, text: str) -> bool:
        return text in self.digits or text in self.others
