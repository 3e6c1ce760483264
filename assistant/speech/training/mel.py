"""The bands of the telephone in mel, and the exact linear map from their log energies to Kaldi's MFCCs."""

from functools import cache

import numpy as np
import numpy.typing as npt

BANDS = 30
LOWEST, HIGHEST = 60.0, 3700.0
"""Hz. The band a telephone line carries, with room for what band-limiting filters leave."""
FRAME = 0.010
"""Seconds between frames; each is 25 ms long."""
MFCC_CONF = f"""--use-energy=false
--sample-frequency=8000
--num-mel-bins={BANDS}
--num-ceps={BANDS}
--low-freq={LOWEST:g}
--high-freq={HIGHEST:g}
--dither=0
--snip-edges=true
"""
"""What Vosk reads: the same numbers as below."""
_LIFTER = 22


@cache
def to_mfcc() -> npt.NDArray[np.float64]:
    """The matrix M of `mfcc = M @ log_mel` for one frame: the orthonormal DCT-II and Kaldi's liftering."""
    index = np.arange(BANDS)
    dct = np.sqrt(2 / BANDS) * np.cos(np.pi / BANDS * (index[None] + 0.5) * index[:, None])
    dct[0] = np.sqrt(1 / BANDS)
    lifter = 1 + _LIFTER / 2 * np.sin(np.pi * index / _LIFTER)
    return np.asarray(lifter[:, None] * dct)


def centres() -> npt.NDArray[np.float64]:
    """The middle of each band in mel."""
    low, high = mel(np.array([LOWEST, HIGHEST]))
    return np.asarray(low + (np.arange(BANDS) + 1) * (high - low) / (BANDS + 1))


def mel(hertz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Kaldi's mel scale."""
    return np.asarray(1127 * np.log(1 + hertz / 700))


def hertz(mels: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """And back."""
    return np.asarray(700 * (np.exp(mels / 1127) - 1))
