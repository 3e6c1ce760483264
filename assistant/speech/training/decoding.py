"""What the decoder weighs, and training with it: the same numbers in both."""

from dataclasses import dataclass

ACOUSTIC_SCALE = 0.5
"""As in the model's own configuration: training and decoding weigh the network alike."""
PRIOR_POWER = 0.7
FILLER_WORD_COST = 2.0


@dataclass(frozen=True)
class Weights:
    """What the decoder weighs, in natural logs: `filler` a frame of an unknown word, `word` each word of open text."""

    filler: float = -0.03
    filler_word: float = FILLER_WORD_COST
    word: float = 3.5
    connector: float = 2.0
    beam: float = 13.0
    lattice_beam: float = 6.0


DEFAULT = Weights()
"""Of the built-in model, but for the filler, which each training finds for itself."""
