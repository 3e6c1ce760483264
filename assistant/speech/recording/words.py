"""What there is to record: the words of the recogniser, and the ten of them that are the digits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DIGITS = ("زيرو", "واحد", "جوج", "تلاتة", "ربعة", "خمسة", "ستة", "سبعة", "تمنية", "تسعود")
"""Zero to nine as Darija says them on the telephone, spelled as the recogniser writes them."""
FIRST_WORDS = ("آه", "إييه", "لا", "عاود", "رجع", "عاوني", "موظف", "بنادم", "حبس", "ما عرفتش", "وخا", "صافي")
"""Yes, no and the words that steer a call: worth recording where no other list is given."""


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

    def __contains__(self, text: str) -> bool:
        return text in self.digits or text in self.others


def default_words() -> Words:
    """What is recorded where nothing else is named."""
    return Words.of(FIRST_WORDS)
