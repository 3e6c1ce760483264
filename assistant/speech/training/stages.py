"""The way from a vocabulary and recordings to a model, in stages that are kept: a stopped run goes on where it was.

pronounce -> synthesise -> hear the recordings -> (for each member: first network -> rounds of align and learn) -> write
-> check in Vosk -> report. A stage is made again where what it was made from has changed.
"""

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from assistant.speech.errors import SpeechError
from assistant.speech.phones import unknown
from assistant.speech.recordings import find, keywords
from assistant.speech.training import corpus, material, synthesis
from assistant.speech.training.corpus import Clip, Lexicon
from assistant.speech.training.news import News, Tell
from assistant.speech.training.plan import Plan, fingerprint
from assistant.speech.training.synthesis import Labelled
from assistant.speech.vocabulary import Vocabulary, load

Made = TypeVar("Made")
_STREAMS, _NONSENSE_SHARE, _NUMBER_SHARE = 800, 0.3, 0.3
_NONSENSE_TAKES = 2000
_PARTS, _ATTEMPTS = 12, 6


@dataclass(frozen=True)
class Material:
    """What every member learns from. `key` names it: what was learnt from another is not used again."""

    key: str
    lexicon: Lexicon
    strings: Sequence[Labelled]
    takes: Sequence[Labelled]
    streams: material.Set
    clips: material.Set
    recorded: Sequence[Clip]
    words: tuple[str, ...]
    """The classes of the clips, in order: the vocabulary's words and the foreign words that the filler may see."""


def prepare(plan: Plan, tell: Tell) -> Material:
    """Everything up to the first network. Raises SpeechError where the vocabulary or the recordings cannot be used."""
    vocabulary = load(plan.vocabulary)
    _check(vocabulary)
    words = corpus.lexicon(vocabulary, _foreign())
    recorded = list(_recorded(plan, words))
    people = len({clip.speaker for clip in recorded})
    tell(News("recordings", text=f"{len(words.written)} words, {len(recorded)} recordings of {people} people"))
    key = fingerprint({"words": words.written, "seed": plan.seed, "strings": plan.strings, "takes": plan.takes})
    strings, takes = kept(plan, "synthetic", key, lambda: synthesise(plan, vocabulary, words), tell)
    classes = classes_of(plan, words)
    streams = kept(plan, "streams", key, lambda: _streams(strings, takes, plan), tell)
    clips = kept(plan, "clips", key, lambda: isolated(takes, classes, 1, plan.seed + 2), tell)
    key = fingerprint({"plan": plan.settings(), "words": words.written, "clips": len(recorded)})
    return Material(key, words, strings, takes, streams, clips, recorded, classes)


def kept(plan: Plan, name: str, key: str, make: Callable[[], Made], tell: Tell) -> Made:
    """What a stage made before under this key, or makes now and keeps."""
    file = plan.workshop / f"{name}-{key}.pickle"
    if file.exists():
        tell(News(name, text="kept from before"))
        found: Made = pickle.loads(file.read_bytes())  # noqa: S301 - this run's own file
        return found
    made = make()
    plan.workshop.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_bytes(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
    new.rename(file)
    tell(News(name, text="made"))
    return made


def synthesise(plan: Plan, vocabulary: Vocabulary, words: Lexicon) -> tuple[list[Labelled], list[Labelled]]:
    """Strings of words, and each pronunciation by itself, by voices drawn at random; on every core."""
    numbers = _numbers(vocabulary)
    strings = [(_strings, (words, numbers, plan.strings // _PARTS)) for _ in range(_PARTS)]
    takes = [(_takes, (words, plan.takes, part)) for part in range(_PARTS)]
    made = _apart([*strings, *takes], plan.seed * 1000)
    return [spoken for part in made[:_PARTS] for spoken in part], [spoken for part in made[_PARTS:] for spoken in part]


def _apart(jobs: Sequence[tuple[Callable[..., list[Labelled]], tuple[Any, ...]]], seed: int) -> list[list[Labelled]]:
    """Each job in a process of its own: espeak-ng 1.52 crashes on some rare utterances, and such a job is done again
    with other chances. Raises SpeechError where it crashes every time."""
    done: dict[int, list[Labelled]] = {}
    for attempt in range(_ATTEMPTS):
        chance = seed + attempt * 100_000
        with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
            left = [at for at in range(len(jobs)) if at not in done]
            work = {at: pool.submit(jobs[at][0], chance + at, *jobs[at][1]) for at in left}
            for at, each in work.items():
                with suppress(BrokenProcessPool):
                    done[at] = each.result()
        if len(done) == len(jobs):
            return [done[at] for at in range(len(jobs))]
    raise SpeechError("espeak-ng crashed on the vocabulary again and again; try another --seed")


def classes_of(plan: Plan, words: Lexicon) -> tuple[str, ...]:
    """The words that training tells apart."""
    unheard = {f"{corpus.FOREIGN_MARK}{word}" for word in plan.filler_without}
    return (*words.written, *(word for word in words.foreign if word not in unheard))


def isolated(spoken: Sequence[Labelled], classes: Sequence[str], versions: int, seed: int) -> material.Set:
    """Clips of words by themselves; those of no class are foreign where invented, left out otherwise."""
    index = {word: at for at, word in enumerate(classes)} | {"": material.FOREIGN}
    usable = [labelled for labelled in spoken if len(labelled.words) == 1 and labelled.words[0] in index]
    return material.clips(usable, [index[labelled.words[0]] for labelled in usable], versions, seed)


def _check(vocabulary: Vocabulary) -> None:
    for word in vocabulary:
        for said in word.pronunciations:
            if wrong := unknown(said.phones):
                raise SpeechError(f"{word.file}:{word.line}: {word.text}: no such sound: {' '.join(wrong)}")


def _recorded(plan: Plan, words: Lexicon) -> Iterator[Clip]:
    recordings = [recording for folder in plan.recordings for recording in find(folder)]
    for clip in corpus.clips(recordings, words):
        if clip.speaker not in plan.without_speakers and not set(clip.words) & set(plan.without_words):
            yield clip


def _foreign() -> dict[str, list[tuple[str, ...]]]:
    """Recorded words that the vocabulary lacks, with how they are said."""
    return {name: [keyword.phones] for name, keyword in keywords().items() if keyword.label is None}


def _numbers(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(word.text for word in vocabulary.tagged("digit"))


def _streams(strings: Sequence[Labelled], takes: Sequence[Labelled], plan: Plan) -> material.Set:
    shares = [1.0] * len(strings) + [0.3] * len(takes)
    count = min(_STREAMS, len(strings))
    return material.streams([*strings, *takes], shares, count, plan.seed + 1)


def _strings(seed: int, words: Lexicon, digits: tuple[str, ...], count: int) -> list[Labelled]:
    rng = np.random.default_rng(seed)
    made: list[Labelled] = []
    while len(made) < count:
        spoken = synthesis.speak(_drawn(words, digits, rng), rng)
        made += [spoken] if spoken else []
    return made


def _drawn(words: Lexicon, digits: Sequence[str], rng: np.random.Generator) -> list[synthesis.Pronounced]:
    kind = rng.random()
    if kind < _NONSENSE_SHARE:
        return [synthesis.nonsense(rng)]
    pool: Sequence[str] = digits if kind < _NONSENSE_SHARE + _NUMBER_SHARE else tuple(words.written)
    chosen = [str(rng.choice(pool)) for _ in range(rng.integers(1, 9 if pool is digits else 6))]
    every: dict[str, Any] = {**words.written, **words.connectors}
    if pool is not digits and rng.random() < 0.2:
        chosen.insert(int(rng.integers(1, len(chosen) + 1)), str(rng.choice(tuple(words.connectors))))
    return [(word, every[word][rng.integers(len(every[word]))]) for word in chosen]


def _takes(seed: int, words: Lexicon, count: int, part: int) -> list[Labelled]:
    rng = np.random.default_rng(seed)
    own = [(word, phones) for word, said in words.written.items() for phones in said][part::_PARTS]
    texts = [pair for pair in own for _ in range(count)] + [
        synthesis.nonsense(rng) for _ in range(min(_NONSENSE_TAKES, count * 222) // _PARTS)
    ]
    return [spoken for pair in texts if (spoken := synthesis.speak([pair], rng))]
