"""Phrases that most often fail, and what is proposed for the lexicon, as a patch for its files."""

from __future__ import annotations

import difflib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant import understanding
from assistant.console.words import without_numbers
from assistant.storage import Missed, Proposal

FEWEST = 2
"""People who said the same before it is shown: what one person alone said stays on their page."""
LONGEST = 60
"""Characters of a phrase that could be an entry of the lexicon."""
DATA = Path(understanding.__file__).with_name("data")
INSIDE = "assistant/understanding/data"
"""Where the files stand in the repository, as the patch names them."""
FILES = ("words.yaml", "menus.yaml")
CLOSED = frozenset({"opt_out", "opt_in"})
"""Lists that no proposal goes to: a wrong word there would end somebody's messages."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that failed, by how many people, and the steps where they did, the most frequent first."""

    text: str
    people: int
    times: int
    steps: tuple[str, ...]


def most_missed(missed: Iterable[Missed], most: int) -> list[Phrase]:
    """The phrases that most people said in vain, numbers masked."""
    said: dict[str, list[Missed]] = defaultdict(list)
    for each in missed:
        folded = " ".join(without_numbers(each.text).casefold().split())
        if folded and len(folded) <= LONGEST:
            said[folded].append(each)
    phrases = [_phrase(text, times) for text, times in said.items()]
    shown = (phrase for phrase in phrases if phrase.people >= FEWEST)
    return sorted(shown, key=lambda phrase: (-phrase.people, -phrase.times, phrase.text))[:most]


def _phrase(text: str, times: list[Missed]) -> Phrase:
    by_step: dict[str, int] = defaultdict(int)
    for each in times:
        by_step[each.step] += 1
    steps = tuple(sorted(by_step, key=lambda step: (-by_step[step], step)))[:3]
    return Phrase(text, len({each.conversation_id for each in times}), len(times), steps)


@cache
def lists() -> Mapping[str, str]:
    """The lists of the lexicon that a phrase may be proposed for, and the file of each."""
    found: dict[str, str] = {}
    for file in FILES:
        read = yaml.load((DATA / file).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - 'yes' stays a word
        for name, words in read.items():
            if isinstance(words, list) and name not in CLOSED:
                found.setdefault(name, file)
    return found


def patch(proposals: Iterable[Proposal]) -> str:
    """A diff that adds the proposals to the lexicon's files; `git apply` takes it. Empty where nothing is new."""
    by_file: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if proposal.list in lists():
            by_file[lists()[proposal.list]].append(proposal)
    return "".join(_diff(file, given) for file, given in sorted(by_file.items()))


def _diff(file: str, proposals: list[Proposal]) -> str:
    before = (DATA / file).read_text(encoding="utf-8")
    after = before
    for proposal in proposals:
        after = _with(after, proposal.list, proposal.phrase)
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{INSIDE}/{file}", f"b/{INSIDE}/{file}"
    )
    return "".join(lines)


def _with(text: str, list_name: str, phrase: str) -> str:
    """The file with the phrase at the end of a list, where it is not in it yet."""
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    assert isinstance(root, yaml.MappingNode)  # the lexicon's files are lists by name
    for key, value in root.value:
        if key.value == list_name and isinstance(value, yaml.SequenceNode):
            if phrase in {item.value for item in value.value}:
                return text
            end = value.end_mark.index - 1  # before the closing bracket
            comma = ", " if value.value else ""
            return f"{text[:end]}{comma}{json.dumps(phrase, ensure_ascii=False)}{text[end:]}"
    return text
