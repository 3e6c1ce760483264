"""espeak-ng as a library: phonemes in, sound and the time of each phoneme out.

espeak-ng is GPL-3. It is a tool of this optional extra alone: nothing of it is in the package or in a model.
"""

import ctypes
from dataclasses import dataclass
from functools import cache
from typing import Any

import espeakng_loader
import numpy as np
import numpy.typing as npt

_SYNCHRONOUS = 2
_PHONEME_EVENTS_IN_IPA = 1 | 2
_PHONEME_EVENT = 7
_PHONEMES_UTF8 = 0x100 | 1
_RATE, _PITCH, _RANGE, _GAP = 1, 3, 4, 7


class _Identity(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identity),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True)
class Spoken:
    """What one synthesis gave: int16 samples, their rate, (start in seconds, IPA) of each phoneme and pause."""

    samples: npt.NDArray[np.int16]
    rate: int
    phonemes: tuple[tuple[float, str], ...]


class Synthesiser:
    """One espeak-ng in this process; it is not safe to share between threads."""

    def __init__(self) -> None:
        self._library: Any = ctypes.CDLL(str(espeakng_loader.get_library_path()))
        path = str(espeakng_loader.get_data_path()).encode()
        self.rate = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, path, _PHONEME_EVENTS_IN_IPA))
        self._sound: list[npt.NDArray[np.int16]] = []
        self._events: list[tuple[float, str]] = []
        self._callback = _Callback(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, phonemes: str, voice: str, words_a_minute: int = 160, pitch: int = 50, spread: int = 50) -> Spoken:
        """Speak espeak phoneme mnemonics (without the brackets). Raises ValueError for a voice that is not there."""
        self._sound.clear()
        self._events.clear()
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice}")
        for parameter, value in ((_RATE, words_a_minute), (_PITCH, pitch), (_RANGE, spread), (_GAP, 0)):
            self._library.espeak_SetParameter(parameter, value, 0)
        text = f"[[{phonemes}]]".encode()
        self._library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 0, 0, _PHONEMES_UTF8, None, None)
        self._library.espeak_Synchronize()
        samples = np.concatenate(self._sound) if self._sound else np.zeros(0, np.int16)
        return Spoken(samples, self.rate, tuple(self._events))

    def _receive(self, sound: Any, count: int, events: Any) -> int:
        if sound and count > 0:
            self._sound.append(np.ctypeslib.as_array(sound, shape=(count,)).copy())
        index = 0
        while events and events[index].type != 0:
            event = events[index]
            if event.type == _PHONEME_EVENT:
                self._events.append((event.audio_position / 1000, event.id.string.decode("utf-8", "replace")))
            index += 1
        return 0


@cache
def synthesiser() -> Synthesiser:
    """The one of this process."""
    return Synthesiser()
