"""Log mel energies as Kaldi computes them, and the linear map to the MFCCs that Vosk feeds the network.

The network is trained on log mel energies, where a voice, a line or a noise is a shift. Kaldi's MFCC of as many
coefficients as bands are an exact linear map of them, folded into the network's first layer when it is written.
"""

from functools import cache

import kaldi_native_fbank as knf
import numpy as np
import numpy.typing as npt

from assistant.speech.training.mel import BANDS, HIGHEST, LOWEST


def log_mel(samples: npt.NDArray[np.generic]) -> npt.NDArray[np.float32]:
    """Frames x bands of natural log energies. Samples at 8 kHz in the range of 16-bit integers."""
    computer = knf.OnlineFbank(_options())
    computer.accept_waveform(8000, np.asarray(samples, np.float32))
    computer.input_finished()
    frames = [computer.get_frame(index) for index in range(computer.num_frames_ready)]
    return np.stack(frames) if frames else np.zeros((0, BANDS), np.float32)


@cache
def _options() -> knf.FbankOptions:
    options = knf.FbankOptions()
    options.frame_opts.samp_freq = 8000
    options.frame_opts.dither = 0.0
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = BANDS
    options.mel_opts.low_freq = LOWEST
    options.mel_opts.high_freq = HIGHEST
    options.use_energy = False
    return options
