"""The network, its losses and its alignments; these need the training extra."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed: pip install 'haqqi[train]'")

from assistant.speech.phones import PHONES  # noqa: E402
from assistant.speech.training.alignment import _path  # noqa: E402
from assistant.speech.training.augment import varied  # noqa: E402
from assistant.speech.training.layers import SPEECH  # noqa: E402
from assistant.speech.training.losses import WordChoice  # noqa: E402
from assistant.speech.training.mel import BANDS, to_mfcc  # noqa: E402
from assistant.speech.training.network import Network  # noqa: E402

FLAT = torch.full((len(PHONES),), float(np.log(1 / len(PHONES))))


def certain(*phones: int, frames_each: int = 4) -> torch.Tensor:
    """Log posteriors of one utterance in which these phones are clear."""
    labels = torch.tensor([phone for phone in phones for _ in range(frames_each)])
    return torch.log_softmax(torch.nn.functional.one_hot(labels, len(PHONES)).float() * 9, 1)[None]


def test_the_exported_layers_compute_what_the_network_does() -> None:
    """Normalisations and the way from MFCC folded in: one frame in the middle, by hand and by the network."""
    torch.manual_seed(0)
    network = Network(width=8)
    network.fit_input(np.random.default_rng(0).normal(5, 3, (500, BANDS)).astype(np.float32))
    network(torch.randn(4, 60, BANDS) * 3 + 5)
    network.eval()
    energies = np.random.default_rng(1).normal(5, 3, (91, BANDS)).astype(np.float32)
    with torch.no_grad():
        wanted = network(torch.from_numpy(energies)[None])[0][0, 15].exp().numpy()
    exported, layer = network.export(), energies.astype(np.float64) @ to_mfcc().T
    at = 45
    needed = {len(exported.hidden): {at}}
    for index in range(len(exported.hidden) - 1, -1, -1):
        needed[index] = {frame + offset for frame in needed[index + 1] for offset in exported.hidden[index].offsets}
    values = {frame: layer[frame] for frame in needed[0]}
    for index, affine in enumerate(exported.hidden):
        values = {
            frame: np.maximum(
                affine.weights @ np.concatenate([values[frame + o] for o in affine.offsets]) + affine.bias, 0
            )
            for frame in needed[index + 1]
        }
    logits = exported.phones.weights @ values[at] + exported.phones.bias
    assert np.allclose(np.exp(logits) / np.exp(logits).sum(), wanted, atol=1e-4)


def test_a_third_as_many_outputs_as_frames() -> None:
    """Rounded up, as Kaldi does with a subsampling factor of three."""
    network = Network(width=8).eval()
    assert [network(torch.zeros(1, frames, BANDS))[0].shape[1] for frames in (9, 10, 12)] == [3, 4, 4]


def test_the_right_word_costs_nothing_where_it_is_clear() -> None:
    """And the loss is large where another is."""
    choice = WordChoice({"ab": [(1, 6)], "ba": [(6, 1)]}, FLAT)
    filler = torch.log(torch.tensor([[[0.5, 0.5]]])).expand(1, 8, 2)
    losses = [
        choice.verdict(
            certain(1, 6), filler, torch.tensor([word]), torch.tensor(0.0), np.random.default_rng(0)
        ).words.item()
        for word in (0, 1)
    ]
    assert losses[0] < 0.01
    assert losses[1] > 3


def test_words_that_sound_alike_are_no_rivals() -> None:
    """Nobody can tell them apart, so there is nothing to learn."""
    choice = WordChoice({"one": [(1, 6)], "other": [(1, 6)]}, FLAT)
    filler = torch.log(torch.tensor([[[0.5, 0.5]]])).expand(1, 8, 2)
    verdict = choice.verdict(certain(1, 6), filler, torch.tensor([1]), torch.tensor(0.0), np.random.default_rng(0))
    assert verdict.words.item() == pytest.approx(0, abs=1e-4)


def test_a_foreign_word_teaches_the_filler_only() -> None:
    """It has no right word; the filler is to win against the grammar."""
    choice = WordChoice({"ab": [(1, 6)]}, FLAT)
    filler = torch.zeros(1, 8, 2)
    filler[:, :, SPEECH] = -0.01
    verdict = choice.verdict(certain(6, 1), filler, torch.tensor([-1]), torch.tensor(0.0), np.random.default_rng(0))
    assert len(verdict.words) == 0
    assert len(verdict.filler) == 1


def test_an_alignment_follows_the_sounds() -> None:
    """Silence, a, t, silence, each where it was said."""
    scores = np.full((24, len(PHONES)), -5.0)
    for start, phone in ((0, 0), (6, 1), (12, 7), (18, 0)):
        scores[start : start + 6, phone] = 0
    labels = _path(scores, (1, 7)).labels
    assert labels.tolist() == [0] * 6 + [1] * 6 + [7] * 6 + [0] * 6


def test_a_pause_between_words_may_be_left_out() -> None:
    """The silence written inside a chain is taken only where there is one."""
    scores = np.full((18, len(PHONES)), -5.0)
    scores[:9, 1] = 0
    scores[9:, 7] = 0
    assert 0 not in _path(scores, (1, 0, 7)).labels[3:-3]
    scores[7:12] = -5
    scores[7:12, 0] = 0
    assert 0 in _path(scores, (1, 0, 7)).labels[6:12]


def test_variation_keeps_the_shape_and_none_changes_next_to_nothing() -> None:
    """Strength 0 leaves only the overall level to chance."""
    frames = torch.randn(3, 50, BANDS)
    changed = varied(frames.clone(), np.random.default_rng(0), 0.0)
    assert changed.shape == frames.shape
    assert torch.allclose(
        changed - changed.mean((1, 2), keepdim=True), frames - frames.mean((1, 2), keepdim=True), atol=1e-4
    )
