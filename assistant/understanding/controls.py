"""Control words: what a person may say at any question, taken from what the whole message means."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category

from assistant.understanding.answer import CONFIDENCE, LISTED, Answer, Reason
from assistant.understanding.inability import inability
from assistant.understanding.index import LONGEST_PHRASE, Match, Quality
from assistant.understanding.lexicon import concepts, group, is_word, lexicon, listed_words
from assistant.understanding.normalise import REMEMBERED
from assistant.understanding.spelling import asks_for_me
from assistant.understanding.utterance import Utterance, contains

COMMANDS = {
    "help": "help", "dont_understand": "help", "back": "back", "repeat": "repeat", "slower_louder": "repeat",
    "restart": "restart", "stop": "stop", "cancel": "stop", "operator": "operator", "language_change": "lang",
    "lang_darija": "lang:darija", "lang_arabic": "lang:arabic", "lang_french": "lang:french",
    "lang_tamazight": "lang:tamazight", "dont_know": "dont_know", "refuse": "refuse", "unwilling": "refuse",
    "greeting": "greeting", "thanks": "thanks", "wait": "wait", "frustration": "frustrated",
}  # fmt: skip
ANYWHERE = ("operator", "stop")
"""Commands that win wherever they stand in a message; the others must be what the message says."""
SOFT_VALUES = frozenset({"greeting", "thanks", "wait", "frustrated"})
NEGATIVE = frozenset({"dont_know", "help"})
"""Commands whose words are often a negation themselves."""
IN_STORIES = frozenset(
    [
        "repeat",
        "back",
        "restart",
        "stop",
        "operator",
        "help",
        "lang:darija",
        "lang:arabic",
        "lang:french",
        "lang:tamazight",
    ]
)
"""Commands whose words tell of other things, too: he married 'again', he 'came back' from the market."""
MOST_OF_A_STORY = 1
"""Words of something else in a clause whose command is a phrase."""
BELONGING = frozenset(
    {"question_noun", "yes", "sorry_correction", "beside_command", *(f"digit_{value}" for value in range(10))}
)
"""What stands beside a command without telling a story."""
UNSURE = frozenset({"dont_know", "wait"})
"""Commands that a closer look at what is negated may better: who does not know how to answer asks for help."""
MOST_COMMANDS = 10
"""Commands in one message that are weighed."""
MOST_BESIDE = 2
"""Words beside a command that do not make it part of a sentence about something else."""
MOST_BESIDE_ANYWHERE = 4
ABOUT = "about_"
REASON = Reason("control")


def control(utterance: Utterance) -> Answer | None:
    """The command or soft value that the message is, or None."""
    if not utterance.words:
        return _command("help") if "?" in utterance.text else _unless_shown(utterance, _silence())
    about = glossary_word(utterance)
    if about:
        return Answer("help", "confident", LISTED, REASON, about)
    if not utterance.core and not utterance.numbers:
        return _politeness(utterance)
    meant = _meant(utterance)
    if meant is None or meant[0] in UNSURE:
        asked = inability(utterance)
        return _command(asked, CONFIDENCE[Quality.SPELT]) if asked else _command(*meant) if meant else None
    return _command(*meant)


def commands_of(utterance: Utterance) -> frozenset[str]:
    """What an option's label commands: as a whole, or with a word of leaving, going back or asking for a person."""
    whole = control(utterance)
    if whole is not None and whole.value is not None:
        return frozenset({whole.value})
    return frozenset(
        value for tagged in utterance.tags for value in _commands(tagged.values) & {*ANYWHERE, "back", "restart"}
    )


def _command(value: str, confidence: float = LISTED) -> Answer:
    return Answer(value, "confident", confidence, REASON)


def _silence() -> Answer:
    return Answer("silence", "confident", LISTED, Reason("silence"))


def _politeness(utterance: Utterance) -> Answer | None:
    """Only politeness and fillers: the first thing said, or silence."""
    for tagged in utterance.tags:
        for concept in ("greeting", "thanks", "wait"):
            if concept in tagged.values:
                return _command(concept)
    return _unless_shown(utterance, _silence()) if utterance.has("filler", "please") else None


def _unless_shown(utterance: Utterance, silence: Answer) -> Answer | None:
    """Silence, unless a picture says something that nobody can be sure of: 😂."""
    return None if any(token.sign and category(token.text) == "So" for token in utterance.tokens) else silence


def _meant(utterance: Utterance) -> tuple[str, float] | None:
    """The one command of the message and how surely it was read, if the rest of it is not about something else."""
    found = [(value, tagged) for tagged in utterance.tags if (value := _value(utterance, tagged))][:MOST_COMMANDS]
    found = [each for each in found if not _is_ruled_out(utterance, *each, found)]
    for wins in ANYWHERE:
        for value, tagged in found:
            if value == wins and tagged.quality > Quality.GUESSED and _says_so(utterance, value, tagged):
                return wins, CONFIDENCE[tagged.quality]
    strong = [each for each in found if each[0] not in SOFT_VALUES]
    if {value for value, _ in strong} == {"back", "restart"}:
        strong = [each for each in strong if each[0] == "restart"]  # `rje3 l lmenu`
    for value, tagged in (strong or found)[:1]:
        alone = set(utterance.core) <= set(utterance.words[tagged.start : tagged.end])
        if _says_so(utterance, value, tagged) and (tagged.quality > Quality.GUESSED or alone):
            return value, CONFIDENCE[tagged.quality]
    return None


def _says_so(utterance: Utterance, value: str, tagged: Match[str]) -> bool:
    """Whether the words beside the command leave it one: in a clause of its own, or among few other words."""
    beside = _beside(utterance, tagged)
    if not beside & set(range(*utterance.clause(tagged.start))):
        return True
    single = tagged.end - tagged.start == 1
    if value == "greeting" and (
        utterance.is_told(*utterance.clause(tagged.start))
        or (single and tagged.quality < Quality.LISTED and tagged.start > utterance.clause(tagged.start)[0])
    ):
        return False  # `salat lbouta`: the bottle is empty
    if value in IN_STORIES and utterance.is_told(*utterance.clause(tagged.start)):
        return False
    if single and value in IN_STORIES and asks_for_me(utterance.words[tagged.start]):
        return len(beside) <= MOST_BESIDE_ANYWHERE
    if single and _is_order(utterance, tagged.start):
        return len(beside) <= MOST_BESIDE_ANYWHERE
    if value in IN_STORIES:
        told = _story(utterance, tagged)
        if not single:
            return len(told) <= (MOST_BESIDE if value in ANYWHERE else MOST_OF_A_STORY)
        return not told or (value.startswith("lang") and _is_spoken_in(utterance, tagged) and len(told) <= MOST_BESIDE)
    most = MOST_BESIDE_ANYWHERE if value in ANYWHERE and not single else MOST_BESIDE
    return len(beside) <= most


def loose_control(utterance: Utterance) -> Answer | None:
    """The command once small words are left out, or if the whole message is a mistyped phrase.

    For words that mean nothing else to the question.
    """
    if utterance.has("refuse") or utterance.names("negation"):
        return None
    gist = " ".join(utterance.core)
    if gist and len(utterance.core) < len(utterance.words):
        meant = _meant(Utterance(gist, typed=utterance.typed))
        if meant:
            return _command(meant[0], CONFIDENCE[Quality.GUESSED])
    if utterance.typed and 1 < len(utterance.words) <= LONGEST_PHRASE and not utterance.numbers:
        values = _commands(lexicon().near("".join(utterance.words)))
        if len(values) == 1:
            return _command(next(iter(values)), CONFIDENCE[Quality.GUESSED])
    return None


def _value(utterance: Utterance, tagged: Match[str]) -> str | None:
    """The command that the words are, where they are one."""
    words = utterance.words[tagged.start : tagged.end]
    if words != utterance.words and words in group("only_alone"):
        return None
    values = _commands(tagged.values)
    if "lost" in tagged.values and not utterance.has("cnie"):
        values |= {"dont_know"}  # whoever lost the card may still know its number
    winning = [value for value in ANYWHERE if value in values]
    return winning[0] if winning else next(iter(values)) if len(values) == 1 else None


@lru_cache(REMEMBERED)
def _commands(concepts_: frozenset[str]) -> frozenset[str]:
    return frozenset(COMMANDS[concept] for concept in concepts_ if concept in COMMANDS)


def _is_ruled_out(utterance: Utterance, value: str, tagged: Match[str], found: list[tuple[str, Match[str]]]) -> bool:
    """Whether a negation stands between the command before and this one."""
    if value == "refuse":
        return any(tagged.start < other.start and name not in SOFT_VALUES for name, other in found if name != "refuse")
    if value in NEGATIVE:
        return False
    since = max(
        (other.end for name, other in found if other.end <= tagged.start and name != "refuse"),
        default=utterance.clause(tagged.start)[0],
    )
    negations = listed_words("negation") - listed_words("no")
    return any(word in negations for word in utterance.words[since : tagged.start]) or any(
        name == "refuse" and since <= other.start < tagged.start for name, other in found
    )


def _beside(utterance: Utterance, tagged: Match[str]) -> frozenset[int]:
    """Where words of weight stand beside the command and its like."""
    own = {
        place
        for other in utterance.tags
        if _commands(other.values) & _commands(tagged.values) or "beside_command" in other.values
        for place in range(other.start, other.end)
    }
    return frozenset(utterance.core_places) - own


def _is_spoken_in(utterance: Utterance, tagged: Match[str]) -> bool:
    """`b lfrançais`, `en arabe`: a language that something is to be said in."""
    return tagged.start > 0 and is_word(utterance.words[tagged.start - 1], "spoken_in")


def _is_order(utterance: Utterance, place: int) -> bool:
    """`aidez …`, which opens its clause and is not denied."""
    start, end = utterance.clause(place)
    first = next((other for other in utterance.core_places if other >= start), None)
    denied = place + 1 < end and is_word(utterance.words[place + 1], "negation")
    return place == first and utterance.words[place].endswith("ez") and not denied


def _story(utterance: Utterance, tagged: Match[str]) -> frozenset[int]:
    """`عاود تزوج`: he married again, and asks for nothing. Where words in the command's clause belong to no command."""
    belonging = {
        place
        for other in utterance.tags
        if other.quality > Quality.GUESSED and (_commands(other.values) or other.values & BELONGING)
        for place in range(other.start, other.end)
    }
    start, end = utterance.clause(tagged.start)
    return frozenset(
        place
        for place in _beside(utterance, tagged) - belonging
        if start <= place < end and not utterance.words[place].isdecimal()
    )


def glossary_word(utterance: Utterance) -> str | None:
    """The slug of the known word whose meaning the whole message asks for."""
    asks = utterance.has("asks_what") or utterance.names("asks_what")
    if not (asks or "?" in utterance.text) or len(utterance.words) > 6:
        return None
    asking = listed_words("asks_what")
    for concept in concepts():
        for wanted in group(concept) if concept.startswith(ABOUT) else ():
            if contains(utterance.words, wanted):
                others = [word for word in utterance.core if word not in wanted and word not in asking]
                if len(others) <= 1 and (asks or not others):
                    return concept.removeprefix(ABOUT)
    return None


def is_whole(text: str, concept: str) -> bool:
    """Whether the whole message is one listed phrase of the concept."""
    words = Utterance(text).words
    return bool(words) and words in group(concept)
