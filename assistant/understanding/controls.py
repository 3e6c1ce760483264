"""Control words: what a person may say at any question, taken from what the whole message means."""

from __future__ import annotations

from assistant.understanding.answer import Answer, Reason
from assistant.understanding.lexicon import Tag, phrase, words
from assistant.understanding.utterance import Utterance, contains

COMMANDS = {
    "help": "help", "dont_understand": "help", "back": "back", "repeat": "repeat", "slower_louder": "repeat",
    "restart": "restart", "stop": "stop", "cancel": "stop", "operator": "operator", "language_change": "lang",
    "lang_darija": "lang:darija", "lang_arabic": "lang:arabic", "lang_french": "lang:french",
    "lang_tamazight": "lang:tamazight", "dont_know": "dont_know", "refuse": "refuse", "greeting": "greeting",
    "thanks": "thanks", "wait": "wait", "frustration": "frustrated",
}  # fmt: skip
ANYWHERE = ("operator", "stop")
"""Commands that win wherever they stand in a message; the others must be what the message says."""
STRONG = frozenset(COMMANDS.values()) - {"greeting", "thanks", "wait", "frustrated"}
MOST_OTHER_WORDS = 2
"""Words beside a command that do not make it part of a sentence about something else."""
REASON = Reason("control")


def control(utterance: Utterance) -> Answer | None:
    """The command or soft value that the message is, or None."""
    if not utterance.words:
        return Answer("help", "confident", 1.0, REASON) if "?" in utterance.text else _silence()
    about = glossary_word(utterance)
    if about:
        return Answer("help", "confident", 1.0, REASON, about)
    if not utterance.core and not utterance.numbers:
        return _soft(utterance)
    meant = _meant(utterance)
    if meant is None:
        return None
    negated = utterance.says("negation") and meant in ("operator", "lang", "restart", "back", "repeat")
    return None if negated and not _is_listed_whole(utterance, meant) else Answer(meant, "confident", 0.95, REASON)


def _silence() -> Answer:
    return Answer("silence", "confident", 1.0, Reason("silence"))


def _soft(utterance: Utterance) -> Answer | None:
    """Only politeness and fillers: the first thing said, or silence."""
    for tagged in utterance.tags:
        for concept in ("greeting", "thanks", "wait"):
            if concept in tagged.concepts:
                return Answer(concept, "confident", 1.0, REASON)
    return _silence() if utterance.has("filler", "please") else None


def _meant(utterance: Utterance) -> str | None:
    """The one command of the message, if the rest of it is not about something else."""
    found: list[tuple[str, Tag]] = []
    for tagged in utterance.tags:
        if _is_only_alone(utterance, tagged):
            continue
        values = {COMMANDS[concept] for concept in tagged.concepts if concept in COMMANDS}
        if len(values) == 1 or values & set(ANYWHERE):
            found.append((next(iter(values & set(ANYWHERE) or values)), tagged))
    if not found:
        return None
    for wins in ANYWHERE:
        for value, tagged in found:
            if value == wins and (tagged.exact or tagged.end - tagged.start > 1) and _leads(utterance, tagged, 4):
                return wins
    strong = [(value, tagged) for value, tagged in found if value in STRONG]
    value, tagged = (strong or found)[0]
    enough = tagged.exact or (
        not value.startswith("lang") and (tagged.end - tagged.start > 1 or len(utterance.core) == 1)
    )
    if value == "repeat" and _says_something_unknown(utterance):
        return None  # 'he married again' asks for nothing
    return value if enough and _leads(utterance, tagged, MOST_OTHER_WORDS) else None


def _is_only_alone(utterance: Utterance, tagged: Tag) -> bool:
    """Whether this word is a command only where nothing else is said."""
    return len(utterance.words) > 1 and utterance.words[tagged.start : tagged.end] in {
        (word,) for word in words()["only_alone"]
    }


def _says_something_unknown(utterance: Utterance) -> bool:
    known = {word for tagged in utterance.tags for word in utterance.words[tagged.start : tagged.end]}
    return any(word not in known for word in utterance.core)


def _leads(utterance: Utterance, tagged: Tag, most: int) -> bool:
    """Whether little else is said."""
    covered = set(utterance.words[tagged.start : tagged.end])
    return len([word for word in utterance.core if word not in covered]) <= most


def _is_listed_whole(utterance: Utterance, value: str) -> bool:
    """Whether a negation is part of the listed phrase itself (`ma sme3tch`)."""
    for tagged in utterance.tags:
        if value in {COMMANDS.get(concept) for concept in tagged.concepts}:
            return any(
                word in words()["negation"] or word.startswith(("ma", "ما"))
                for word in utterance.words[tagged.start : tagged.end]
            )
    return False


def glossary_word(utterance: Utterance) -> str | None:
    """The known word whose meaning the whole message asks for."""
    asks = utterance.says("asks_what")
    alone = "?" in utterance.text
    if not (asks or alone) or len(utterance.words) > 6:
        return None
    for slug, forms in words()["help_about"].items():
        for form in forms:
            wanted = phrase(form)
            if contains(utterance.words, wanted):
                others = [word for word in utterance.core if word not in wanted and word not in words()["asks_what"]]
                if len(others) <= 1 and (asks or not others):
                    return str(slug)
    return None


def is_whole(text: str, group: str) -> bool:
    """Whether the whole message is one phrase of a hand-written group."""
    utterance = Utterance(text)
    return bool(utterance.words) and any(utterance.words == phrase(form) for form in words()[group])
