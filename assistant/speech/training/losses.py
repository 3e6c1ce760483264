"""Which word was it? The right word against its rivals, and the filler against what a small grammar leaves out.

Word-level maximum mutual information: every rival's pronunciation is a chain of phones with silence before and after;
the forward sum over all its paths is its score, and the right word's share of the whole is what is raised.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from assistant.speech.phones import PHONES
from assistant.speech.training.decoding import ACOUSTIC_SCALE, FILLER_WORD_COST, PRIOR_POWER
from assistant.speech.training.layers import SPEECH

_LEAST = 1e-300
_FILLER = len(PHONES)
_MOST = 20.0


@dataclass(frozen=True)
class Verdict:
    """Losses of a batch and, for the log, how often the words were right and the filler wrong."""

    words: Tensor
    filler: Tensor
    right: float
    falsely_rejected: float
    falsely_accepted: float


class WordChoice:
    """Words with pronunciations as lists of phone indices. Words that sound alike are never rivals."""

    def __init__(self, words: Mapping[str, Sequence[tuple[int, ...]]], log_priors: Tensor) -> None:
        self.names = tuple(words)
        self.index = {name: at for at, name in enumerate(self.names)}
        chains = [(at, chain) for at, name in enumerate(self.names) for chain in words[name]]
        self._owner = torch.tensor([at for at, _ in chains])
        self._chains, self._lengths = _padded([chain for _, chain in chains] + [(_FILLER,)])
        self._priors = log_priors * PRIOR_POWER
        speech = log_priors[1:].logsumexp(0)
        self._speech_prior = float(PRIOR_POWER * speech)
        sounds = [set(words[name]) for name in self.names]
        self._fits = torch.tensor([[chain in own for _, chain in chains] for own in sounds])

    def verdict(
        self,
        phones: Tensor,
        filler: Tensor,
        said: Tensor,
        penalty: Tensor,
        rng: np.random.Generator,
        rivals: int = 80,
        inside: float = 0.6,
    ) -> Verdict:
        """Log posteriors (batch x outputs x phones, batch x outputs x 2) and each utterance's word (-1: foreign)."""
        present = set(said.tolist()) - {-1}
        own = [at for at, owner in enumerate(self._owner.tolist()) if owner in present]
        others = [at for at, owner in enumerate(self._owner.tolist()) if owner not in present]
        chosen = torch.tensor([*own, *rng.permutation(others)[:rivals].astype(int).tolist()])
        scores = self._scores(phones, filler, torch.cat([chosen, torch.tensor([len(self._owner)])]), penalty)
        fits = self._fits[said.clamp(min=0)][:, chosen] & (said >= 0)[:, None]
        known = said >= 0
        right = scores[:, :-1].masked_fill(~fits, -1e9).logsumexp(1)
        words = (scores[:, :-1].logsumexp(1) - right)[known].clamp(max=_MOST)
        grammar = self._grammar(chosen, present, rng, inside)
        within = torch.tensor([word in grammar for word in said.tolist()])
        return self._judged(scores, words, right, fits, grammar, chosen, within, known)

    def _judged(
        self, scores: Tensor, words: Tensor, right: Tensor, fits: Tensor, grammar: set[int], chosen: Tensor,
        within: Tensor, known: Tensor,
    ) -> Verdict:  # fmt: skip
        allowed = torch.tensor([owner in grammar for owner in self._owner[chosen].tolist()])
        rivals = scores[:, :-1].masked_fill(~allowed[None], -1e9)
        # a word outside the grammar that sounds as one inside it cannot be told apart from it: no lesson
        alike = (fits & allowed[None]).any(1) & ~within
        filler = scores[:, -1] - FILLER_WORD_COST
        every = torch.cat([rivals, filler[:, None]], 1)
        loss = (every.logsumexp(1) - torch.where(within, right, filler)).clamp(max=_MOST)[~alike]
        with torch.no_grad():
            best = every.argmax(1)
            rejected = best == every.shape[1] - 1
            hit = fits.gather(1, scores[:, :-1].argmax(1, keepdim=True))[:, 0][known]
        return Verdict(words, loss, _share(hit), _share(rejected[within]), _share(~rejected[~within & ~alike]))

    def _grammar(self, chosen: Tensor, present: set[int], rng: np.random.Generator, inside: float) -> set[int]:
        share = rng.uniform(0.05, 0.6)
        others = {owner for owner in self._owner[chosen].tolist() if owner not in present}
        return {word for word in present if rng.random() < inside} | {word for word in others if rng.random() < share}

    def _scores(self, phones: Tensor, filler: Tensor, chosen: Tensor, penalty: Tensor) -> Tensor:
        """Batch x chosen: log of the forward sum of each chain.

        Summed as probabilities, not as logs: ten times faster. Each output is scaled by its best sound, and what is
        left of a hundred and more outputs stays within the range of 64-bit floats.
        """
        scaled = (phones - self._priors) * ACOUSTIC_SCALE
        spoken = (filler[:, :, SPEECH] - self._speech_prior) * ACOUSTIC_SCALE - penalty
        scaled = torch.cat([scaled, spoken[:, :, None]], 2)
        best = scaled.max(2, keepdim=True).values.detach()
        likely = (scaled - best).exp()
        lengths = self._lengths[chosen]
        chains = self._chains[chosen][:, : int(lengths.max()) + 2]
        inside = (torch.arange(chains.shape[1])[None] <= lengths[:, None] + 1).float()
        # a product with zeros and ones picks each state's sound: unlike an index, it is fast on the way back too
        picks = functional.one_hot(chains.reshape(-1), likely.shape[2]).float() * inside.reshape(-1, 1)
        emitted = (likely @ picks.T).reshape(*likely.shape[:2], *chains.shape).double()
        first, *later = emitted.unbind(1)
        state = functional.pad(first[:, :, :2], (0, chains.shape[1] - 2))
        for sounds in later:
            state = (state + functional.pad(state[:, :, :-1], (1, 0))) * sounds
        last = lengths[None, :, None].expand(len(phones), -1, 1)
        ends = state.gather(2, last) + state.gather(2, last + 1)
        return ((ends[:, :, 0] + _LEAST).log() + best.sum(1).double()).float()


def _padded(chains: Sequence[tuple[int, ...]]) -> tuple[Tensor, Tensor]:
    """Chains with silence (phone 0) before and after, to one length; and how many phones each has."""
    padded = torch.zeros((len(chains), max(map(len, chains)) + 2), dtype=torch.long)
    for row, chain in enumerate(chains):
        padded[row, 1 : 1 + len(chain)] = torch.tensor(chain)
    return padded, torch.tensor([len(chain) for chain in chains])


def _share(flags: Tensor) -> float:
    return float(flags.float().mean()) if len(flags) else 0.0
