"""One network of the ensemble, from its first hour of synthetic speech to its last round with people's recordings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from assistant.speech.phones import PHONES
from assistant.speech.training import material, synthesis
from assistant.speech.training.alignment import Aligned, align
from assistant.speech.training.corpus import Clip, Lexicon, indices
from assistant.speech.training.features import log_mel
from assistant.speech.training.layers import Exported
from assistant.speech.training.learning import Composer, Lesson, Schedule, learn, speech_frames
from assistant.speech.training.losses import WordChoice
from assistant.speech.training.mel import FRAME
from assistant.speech.training.network import Network
from assistant.speech.training.news import News, Tell
from assistant.speech.training.plan import Plan
from assistant.speech.training.stages import Material, isolated
from assistant.speech.training.synthesis import Labelled
from assistant.speech.training.units import Stock

_WORST_ALIGNED = 0.03
_ROUND_STREAMS = 500
_COOLER = 0.75
"""Each round learns that much more carefully than the one before."""
_LENT = "synthetic"
_LEVEL = 13.0
"""Natural log energy to which the loud part of every voice is brought before pieces are cut from it."""
_HALF_WINDOW_LESS_HALF_STEP = 0.0075


Figures = tuple[int, float, float, float]
"""Step, and shares of words right, wrongly refused, wrongly accepted: see `learning.Row`."""


@dataclass
class State:
    """What a member knows so far."""

    network: Network
    penalty: nn.Parameter
    log_priors: npt.NDArray[np.float64]
    curve: list[Figures] = field(default_factory=list)


@dataclass(frozen=True)
class Trained:
    """A member's result: the layers, how likely each sound is, and what a frame of the filler costs."""

    exported: Exported
    log_priors: npt.NDArray[np.float64]
    penalty: float
    curve: tuple[Figures, ...]


def train(plan: Plan, given: Material, number: int, tell: Tell) -> Trained:
    """All of it; every round is kept, so that a stopped run goes on with the next."""
    torch.set_num_threads(1)
    seed = plan.seed * 100 + number
    torch.manual_seed(seed)
    stem = f"network-{number + 1}-{given.key}"
    state = _first(plan, given, seed, plan.workshop / f"{stem}-first.pt", tell)
    for round_ in range(plan.rounds if given.recorded else 0):
        file = plan.workshop / f"{stem}-round-{round_ + 1}.pt"
        if file.exists():
            _restore(state, file)
            continue
        _round(plan, given, state, seed * 10 + round_, round_, tell)
        _save(state, file)
    state.network.eval()
    return Trained(state.network.export(), state.log_priors, float(state.penalty.detach()), tuple(state.curve))


def _first(plan: Plan, given: Material, seed: int, file: Path, tell: Tell) -> State:
    network = Network(plan.width)
    network.fit_input(speech_frames(given.streams))
    state = State(network, nn.Parameter(torch.tensor(0.02)), material.log_priors(given.streams.labels))
    if file.exists():
        _restore(state, file)
        return state
    schedule = Schedule(plan.first_steps, 3e-3, streams=5, clips=12)
    learn(network, state.penalty, Lesson(given.streams, [(given.clips, 1)]), schedule, seed, "synthetic voices", tell)
    _save(state, file)
    return state


def _round(plan: Plan, given: Material, state: State, seed: int, round_: int, tell: Tell) -> None:
    """Align the recordings with the network as it is, cut pieces, learn from everything."""
    task = f"round {round_ + 1} of {plan.rounds}"
    frames = [log_mel(clip.samples) for clip in given.recorded]
    aligned = align(state.network, state.log_priors, frames, [clip.chains for clip in given.recorded])
    good = _good(aligned)
    tell(News(task, text=f"{len(good)} of {len(aligned)} recordings aligned"))
    people = [_labelled(given.recorded[at], aligned[at]) for at in good]
    stock = _stock([frames[at] for at in good], [aligned[at].labels for at in good], people, given.strings)
    streams = _streams(given.strings, people, min(_ROUND_STREAMS, len(given.strings)), seed)
    if round_ == 0:
        state.log_priors = material.log_priors(streams.labels)
    chains = given.lexicon.chains()
    lesson = Lesson(
        streams,
        [(isolated(people, given.words, 3, seed + 1), 0.68), (given.clips, 0.32)],
        _composer(stock, given.lexicon, given.words),
        WordChoice({word: chains[word] for word in given.words}, torch.from_numpy(state.log_priors).float()),
    )
    # the filler learns slowly at first, when the words are not yet worth refusing for
    schedule = Schedule(
        plan.steps,
        rate=2e-3 * _COOLER**round_,
        streams=2,
        clips=44,
        composed=plan.composed,
        words=0.4,
        filler=0.4 if round_ else 0.15,
    )
    progress = learn(state.network, state.penalty, lesson, schedule, seed, task, tell)
    before = plan.steps * round_
    state.curve += [(before + step, *progress.smoothed(step)[3:]) for step in range(50, plan.steps + 1, 50)]


def _good(aligned: Sequence[Aligned]) -> list[int]:
    """All but those that fit worst: noise, another word, a cut-off start."""
    least = float(np.quantile([found.score for found in aligned], _WORST_ALIGNED))
    return [at for at, found in enumerate(aligned) if found.score >= least and found.labels.any()]


def _labelled(clip: Clip, aligned: Aligned) -> Labelled:
    labels = aligned.labels
    edges = np.concatenate([[0], np.flatnonzero(np.diff(labels)) + 1, [len(labels)]])
    phones = [
        (PHONES[labels[start]], start * FRAME + _HALF_WINDOW_LESS_HALF_STEP, end * FRAME + _HALF_WINDOW_LESS_HALF_STEP)
        for start, end in pairwise(edges)
        if labels[start]
    ]
    return Labelled(clip.samples, clip.words, tuple(phones), clip.speaker)


def _stock(
    frames: Sequence[material.Frames], labels: Sequence[material.Labels], people: Sequence[Labelled],
    strings: Sequence[Labelled],
) -> Stock:  # fmt: skip
    """Pieces of every speaker; sounds that nobody said are lent by synthetic voices, brought to the people's colour."""
    lent = strings[::12]
    lent_frames = [log_mel(spoken.samples) for spoken in lent]
    lent_labels = [material.labels(spoken.phones, len(own)) for spoken, own in zip(lent, lent_frames, strict=True)]
    own = [_levelled(frame, label) for frame, label in zip(frames, labels, strict=True)]
    lent_frames = [_levelled(frame, label) for frame, label in zip(lent_frames, lent_labels, strict=True)]
    colour = _mean_speech(own, labels) - _mean_speech(lent_frames, lent_labels)
    speakers = [spoken.speaker for spoken in people] + [_LENT] * len(lent)
    return Stock([*own, *(frame + colour for frame in lent_frames)], [*labels, *lent_labels], speakers, _LENT)


def _levelled(frames: material.Frames, labels: material.Labels) -> material.Frames:
    loud = float(np.quantile(frames[labels > 0].mean(1), 0.8)) if (labels > 0).any() else _LEVEL
    return frames - np.float32(loud - _LEVEL)


def _mean_speech(frames: Sequence[material.Frames], labels: Sequence[material.Labels]) -> npt.NDArray[np.float32]:
    spoken = [frame[label > 0].mean(0) for frame, label in zip(frames, labels, strict=True) if (label > 0).any()]
    return np.asarray(np.mean(spoken, 0), np.float32)


def _streams(strings: Sequence[Labelled], people: Sequence[Labelled], count: int, seed: int) -> material.Set:
    """Synthetic and recorded voices mixed, about as much of the one as of the other."""
    share = 0.8 * len(strings) / max(len(people), 1)
    return material.streams([*strings, *people], [1.0] * len(strings) + [share] * len(people), count, seed)


_INVENTED = 0.35


def _composer(stock: Stock, lexicon: Lexicon, words: Sequence[str]) -> Composer | None:
    """Makes clips of words and of invented words; None where the stock cannot say a single one of the words."""
    index = {word: at for at, word in enumerate(words)}
    every = [(word, indices(phones)) for word, said in lexicon.written.items() for phones in said]
    able = [(word, chain) for word, chain in every if stock.can_say(chain)]

    def compose(
        count: int, rng: np.random.Generator
    ) -> tuple[list[tuple[material.Frames, material.Labels]], list[int]]:
        clips, said = [], []
        for _ in range(count):
            word, chain = able[rng.integers(len(able))]
            invented = indices(synthesis.nonsense(rng)[1])
            if rng.random() < _INVENTED and stock.can_say(invented):
                word, chain = "", invented
            clips.append(material.window(*stock.say(chain, rng), rng))
            said.append(index.get(word, material.FOREIGN))
        return clips, said

    return compose if able else None


def _save(state: State, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    torch.save(
        {
            "network": state.network.state_dict(),
            "penalty": state.penalty.detach(),
            "priors": torch.from_numpy(state.log_priors),
            "curve": state.curve,
        },
        new,
    )
    new.rename(file)


def _restore(state: State, file: Path) -> None:
    saved = torch.load(file, weights_only=True)
    state.network.load_state_dict(saved["network"])
    state.penalty.data.copy_(saved["penalty"])
    state.log_priors = saved["priors"].numpy()
    state.curve = saved["curve"]
