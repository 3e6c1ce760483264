"""New words from pieces of recorded ones."""

import numpy as np

from assistant.speech.training.units import Stock

S, A, B = 1, 2, 3


def clip(*runs: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """(phone, frames) runs; every frame carries its phone's number so that a piece shows where it came from."""
    labels = np.concatenate([np.full(count, phone, np.int16) for phone, count in runs])
    return np.repeat(labels[:, None].astype(np.float32) * 10, 4, 1), labels


def stock() -> Stock:
    """One person said `s a b`, another only `a`."""
    first, second = clip((0, 10), (S, 8), (A, 9), (B, 7), (0, 10)), clip((0, 5), (A, 12), (0, 5))
    return Stock([first[0], second[0]], [first[1], second[1]], ["one", "two"])


def test_a_new_word_has_its_sounds_in_order() -> None:
    """`b a s` from somebody who said `s a b`; silence around it."""
    frames, labels = stock().say([B, A, S], np.random.default_rng(1))
    order = [int(phone) for phone in labels[np.concatenate([[True], np.diff(labels) != 0])]]
    assert order == [0, B, A, S, 0]
    assert len(frames) == len(labels)


def test_each_frame_is_of_the_sound_its_label_says() -> None:
    """But for the two frames at each seam, which are blurred."""
    frames, labels = stock().say([S, A], np.random.default_rng(2))
    clear = np.ones(len(labels), bool)
    for seam in np.flatnonzero(np.diff(labels)) + 1:
        clear[seam - 1 : seam + 1] = False
    assert np.array_equal(frames[clear, 0], labels[clear] * 10.0)


def test_a_sound_that_a_person_never_said_is_lent_by_another() -> None:
    """Person two has no s; the word is made all the same."""
    for seed in range(10):
        _, labels = stock().say([S, A], np.random.default_rng(seed))
        assert {S, A} <= set(labels.tolist())


def test_what_nobody_said_is_known_beforehand() -> None:
    """So that such a word is left to synthetic voices."""
    assert stock().can_say([S, A, B])
    assert not stock().can_say([S, 9])
