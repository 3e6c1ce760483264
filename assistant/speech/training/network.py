"""The acoustic network: a small time-delay network that Kaldi's nnet3 can run, trained on log mel energies.

The first layer sees five frames of 10 ms and is evaluated every third frame; the layers above look 30 to 60 ms apart.
Two heads: a posterior of each phone, and of speech against silence for the filler that stands for unknown words.
"""

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.speech.phones import PHONES
from assistant.speech.training.layers import DEEPER, FIRST, STEP, Affine, Array, Exported
from assistant.speech.training.mel import BANDS, to_mfcc


class Network(nn.Module):
    """Log mel energies (batch x frames x bands) -> log posteriors of phones and of silence/speech, a third as many."""

    def __init__(self, width: int = 256, dropout: float = 0.15) -> None:
        super().__init__()
        self.width, self.dropout = width, dropout
        self.register_buffer("mean", torch.zeros(BANDS))
        self.register_buffer("deviation", torch.ones(BANDS))
        sizes = [(BANDS * len(FIRST), width), *((width * len(offsets), width) for offsets in DEEPER)]
        self.layers = nn.ModuleList([nn.Linear(*size) for size in sizes])
        self.norms = nn.ModuleList([nn.BatchNorm1d(width, affine=False) for _ in sizes])
        self.phones = nn.Linear(width, len(PHONES))
        self.filler = nn.Linear(width, 2)

    def forward(self, frames: Tensor) -> tuple[Tensor, Tensor]:
        """Outputs are ceil(frames / 3) long; the edges repeat the first and last frame, as Kaldi does."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training and half_precision_is_fast()):
            hidden = self._first((frames - self.mean) / self.deviation)
            for index, offsets in enumerate(DEEPER, 1):
                hidden = self._normalised(index, functional.relu(self.layers[index](_spliced(hidden, offsets))))
        hidden = hidden.float()
        return self.phones(hidden).log_softmax(2), self.filler(hidden).log_softmax(2)

    def _first(self, frames: Tensor) -> Tensor:
        outputs = (frames.shape[1] + STEP - 1) // STEP
        spliced = _spliced(frames, FIRST, pad_after=FIRST[-1] + STEP)[:, ::STEP][:, :outputs]
        return self._normalised(0, functional.relu(self.layers[0](spliced)))

    def _normalised(self, index: int, hidden: Tensor) -> Tensor:
        flat: Tensor = self.norms[index](hidden.reshape(-1, self.width)).reshape(hidden.shape)
        return functional.dropout(flat, self.dropout, self.training)

    def fit_input(self, frames: Array) -> None:
        """Take mean and deviation of each band from these frames (any x bands)."""
        self.mean.copy_(torch.from_numpy(frames.mean(0)))
        self.deviation.copy_(torch.from_numpy(frames.std(0) + 1e-3))

    def export(self) -> Exported:
        """Input scaling, batch norms and the way from MFCC to log mel folded into plain affine layers."""
        back = np.linalg.inv(to_mfcc())
        scale = np.diag(1 / _numpy(self.deviation)) @ back
        shift = -_numpy(self.mean) / _numpy(self.deviation)
        hidden = []
        for index, layer in enumerate(self.layers):
            offsets = FIRST if index == 0 else tuple(STEP * offset for offset in DEEPER[index - 1])
            hidden.append(_folded(layer, offsets, scale, shift))
            deviation = np.sqrt(_numpy(self.norms[index].running_var) + self.norms[index].eps)
            scale, shift = np.diag(1 / deviation), -_numpy(self.norms[index].running_mean) / deviation
        return Exported(
            tuple(hidden), _folded(self.phones, (0,), scale, shift), _folded(self.filler, (0,), scale, shift)
        )


def half_precision_is_fast() -> bool:
    """Whether this machine multiplies 16-bit floats by itself: training then takes less than half the time."""
    return bool(torch.cpu._is_avx512_bf16_supported())


def _spliced(frames: Tensor, offsets: tuple[int, ...], pad_after: int | None = None) -> Tensor:
    before, after = -min(offsets), max(offsets) if pad_after is None else pad_after
    length, batch, size = frames.shape[1], frames.shape[0], frames.shape[2]
    padded = torch.cat(
        [frames[:, :1].expand(batch, before, size), frames, frames[:, -1:].expand(batch, after, size)], 1
    )
    return torch.cat([padded[:, before + offset : before + offset + length] for offset in offsets], 2)


def _folded(
    layer: nn.Module, offsets: tuple[int, ...], scale: npt.NDArray[np.float64], shift: npt.NDArray[np.float64]
) -> Affine:
    """The layer for inputs from before `x -> scale @ x + shift`."""
    weights, bias = _numpy(layer.weight), _numpy(layer.bias)
    blocks = weights.reshape(len(bias), len(offsets), -1)
    folded = np.einsum("oki,ij->okj", blocks, scale).reshape(len(bias), -1)
    return Affine(
        offsets, folded.astype(np.float32), (bias + weights @ np.tile(shift, len(offsets))).astype(np.float32)
    )


def _numpy(tensor: Tensor) -> npt.NDArray[np.float64]:
    return tensor.detach().double().numpy()
