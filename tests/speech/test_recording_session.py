"""A recording session by telephone, as conversations of events and actions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.recording import Words, draw, prompt_of
from assistant.speech.recording.consent import BY, BY_CALL, CONSENT
from assistant.speech.recording.exchange import (
    Describe,
    Draw,
    Drawn,
    End,
    Heard,
    HungUp,
    Join,
    Joined,
    Keep,
    Key,
    Listen,
    Play,
    Record,
    Say,
    Silence,
    Started,
)
from assistant.speech.recording.session import MOST_TRIES, Session, advance
from tests.speech.sound import take

WORDS = Words.of(["لا", "آه"])
TWO = (prompt_of("لا", WORDS), prompt_of("آه", WORDS))
GOOD, QUIET, NOTHING = (
    Heard(samples, 8000) for samples in (take(), take(db=-47, noise_db=-75), np.zeros(8000, np.int16))
)
STRING = draw(0, WORDS, {}, (), 1)[-1]


def play(*events):
    """The session after these events, and the actions of the last."""
    session, actions = Session(), ()
    for event in events:
        session, actions = advance(session, event)
    return session, actions


def asked(prompt):
    return Say("recording-say"), Play(prompt), Record(prompt.limit_s)


IN = (Started("Association"), Key("1"), Joined("123456786"), Silence(), Silence())
FIRST = (*IN, Drawn(TWO))


def test_the_whole_text_is_said_before_anything_else() -> None:
    actions = play(Started("Association"))[1]
    assert [action.message for action in actions[:-1]] == [*CONSENT, BY_CALL]
    assert Say(BY, "Association") in actions
    assert actions[-1] == Listen()


@pytest.mark.parametrize("no", [(Key("2"),), (Silence(),) * MOST_TRIES, (Key("7"),) * MOST_TRIES])
def test_without_a_clear_yes_nothing_begins(no) -> None:
    """Silence is no consent, and neither is any other key."""
    session, actions = play(Started("A"), *no)
    assert actions == (Say("recording-refused"), End())
    assert session.stage == "over"


def test_a_yes_is_stored_before_anything_is_recorded() -> None:
    assert play(Started("A"), Key("1"))[1] == (Join(),)
    assert play(*IN[:3])[1] == (Say("recording-call-age"), Listen())


def test_what_a_person_tells_of_themselves_may_be_left_out() -> None:
    assert play(*IN[:3], Key("2"))[1][0] == Describe("age", "30-44")
    assert play(*IN[:4], Key("1"))[1][0] == Describe("sex", "woman")
    assert play(*IN)[1] == (Say("recording-call-keys"), Draw())
    assert not any(isinstance(action, Describe) for action in play(*IN[:3], Key("9"))[1])


def test_a_good_answer_is_kept_and_the_next_word_follows() -> None:
    assert play(*FIRST)[1] == asked(TWO[0])
    kept, *following = play(*FIRST, GOOD)[1]
    assert isinstance(kept, Keep)
    assert (kept.prompt, kept.verdict.problem) == (TWO[0], "")
    assert tuple(following) == asked(TWO[1])


def test_a_string_of_digits_is_asked_for_in_its_own_words_and_time() -> None:
    actions = play(*IN, Drawn((STRING,)))[1]
    assert actions == (Say("recording-say-digits"), Play(STRING), Record(12.0))


def test_a_poor_answer_is_kept_and_asked_for_again_and_a_useless_one_only_asked_for() -> None:
    kept, *rest = play(*FIRST, QUIET)[1]
    assert isinstance(kept, Keep)
    assert tuple(rest) == (Say("recording-take-quiet"), *asked(TWO[0]))
    assert play(*FIRST, NOTHING)[1] == (Say("recording-take-silent"), *asked(TWO[0]))
    assert play(*FIRST, Silence())[1] == (Say("recording-take-silent"), *asked(TWO[0]))


def test_nobody_says_one_word_for_ever() -> None:
    session, actions = play(*FIRST, *[NOTHING] * MOST_TRIES)
    assert actions == asked(TWO[1])
    assert session.tries == 0


def test_star_repeats_hash_skips_two_ends() -> None:
    assert play(*FIRST, Key("*"))[1] == asked(TWO[0])
    assert play(*FIRST, Key("#"))[1] == asked(TWO[1])
    assert play(*FIRST, Key("2"))[1][-1] == End()


def test_after_a_block_the_person_goes_on_or_gets_the_code_twice() -> None:
    block = (*FIRST, GOOD, GOOD)
    assert play(*block)[1][1:] == (Say("recording-call-more"), Listen())
    assert play(*block, Key("1"))[1] == (Draw(),)
    code = Say("recordings-code", "123456786")
    for end in (Key("2"), Silence()):
        assert play(*block, end)[1] == (Say("recording-thanks"), code, code, End())


def test_where_nothing_is_left_to_say_it_ends_with_the_code() -> None:
    assert Say("recordings-code", "123456786") in play(*IN, Drawn(()))[1]


EVENTS = st.sampled_from(
    [Started("A"), *map(Key, "0123456789*#"), Silence(), GOOD, NOTHING, Joined("123456786"), Drawn(TWO), Drawn(())]
)


@given(st.lists(EVENTS, max_size=40))
def test_no_order_of_events_breaks_it_or_stores_without_consent(events) -> None:
    session, consented = Session(), False
    for event in events:
        before = session
        session, actions = advance(session, event)
        assert not any(isinstance(action, Keep | Describe) for action in actions) or consented
        consented |= any(isinstance(action, Join) for action in actions)
        if before.stage == "over":
            assert actions == ()


@given(st.lists(EVENTS, max_size=20))
def test_a_call_that_is_hung_up_is_over(events) -> None:
    session, actions = play(*events, HungUp())
    assert (session.stage, actions) == ("over", ())
