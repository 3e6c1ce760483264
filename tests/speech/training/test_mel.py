"""The exact way between log mel energies and MFCCs, and the bands of the line."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.training.mel import BANDS, HIGHEST, LOWEST, centres, hertz, mel, to_mfcc


def test_the_map_to_mfcc_can_be_undone() -> None:
    """Training in one and running in the other loses nothing."""
    energies = np.random.default_rng(0).standard_normal((5, BANDS))
    assert np.allclose(np.linalg.solve(to_mfcc(), to_mfcc() @ energies.T).T, energies)


@given(st.floats(20, 4000))
def test_mel_and_back(frequency: float) -> None:
    """Two ways of writing one frequency."""
    assert np.isclose(hertz(mel(np.array([frequency])))[0], frequency)


def test_the_bands_lie_inside_the_line() -> None:
    """In order, none outside 60 to 3,700 Hz."""
    middle = hertz(centres())
    assert (np.diff(middle) > 0).all()
    assert middle[0] > LOWEST
    assert middle[-1] < HIGHEST
