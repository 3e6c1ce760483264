"""A trained network as plain numbers, and the shape that all of ours have."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

STEP = 3
"""10 ms frames an output."""
FIRST = (-2, -1, 0, 1, 2)
DEEPER = ((-1, 0, 1), (-1, 0, 1), (-2, 0, 1), (-2, 0, 1))
LEFT_CONTEXT = -FIRST[0] - STEP * sum(min(offsets) for offsets in DEEPER)
RIGHT_CONTEXT = FIRST[-1] + STEP * sum(max(offsets) for offsets in DEEPER)
"""In 10 ms frames."""
SPEECH = 1
"""The filler head's output for any speech; 0 is silence."""


Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Affine:
    """One layer as Kaldi wants it: offsets in 10 ms frames of its inputs, weights (outputs x inputs) and bias."""

    offsets: tuple[int, ...]
    weights: Array
    bias: Array


@dataclass(frozen=True)
class Exported:
    """What of a network runs: hidden layers (a ReLU after each), and the two heads before their log-softmax."""

    hidden: tuple[Affine, ...]
    phones: Affine
    filler: Affine
