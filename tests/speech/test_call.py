"""Turn-taking in a call. Frames are the clock: nothing here waits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.speech.call import (
    Command,
    Keys,
    Opened,
    Parting,
    Poll,
    Question,
    Silence,
    Spoken,
    StillWaiting,
)
from tests.speech.stage import SECOND, Stage, prompt, sound

YES_NO = Question("yesno", answers=lambda words: words in ("iyeh", "lla"))
MENU = Question("menu", options=4, answers=lambda words: words == "chikaya")
IDENTIFIER = Question("identifier", digits=10, answers=lambda words: len(words.split()) == 10)
COUNT = Question("count", answers=bool)
TEN = "wa7ed jouj tlata rb3a khamsa setta seb3a tmenya ts3oud zero"


@pytest.fixture
def stage() -> Stage:
    return Stage()


# A call begins -------------------------------------------------------------------------------------------------


def test_a_call_opens_the_conversation_and_plays_what_it_is_told(stage: Stage) -> None:
    assert stage.events == [Opened()]
    stage.tell(YES_NO, 1.0).wait(1.0)
    assert stage.sent == prompt(1.0)


def test_a_line_that_may_be_fed_ahead_is_and_nothing_is_sent_twice() -> None:
    stage = Stage(lead=10)
    stage.tell(YES_NO, 1.0).wait(0.02)
    assert len(stage.sent) == 11
    stage.wait(1.0)
    assert stage.sent == prompt(1.0)


# Keys ----------------------------------------------------------------------------------------------------------


def test_a_key_stops_the_prompt_at_once(stage: Stage) -> None:
    """The line is told to clear in the very frame of the key."""
    stage.tell(YES_NO, 5.0).wait(1.0)
    before = stage.clock
    stage.press("1")
    assert stage.cleared_at == [before]
    assert len(stage.sent) == SECOND
    assert stage.last == Keys("1")


@pytest.mark.parametrize(("question", "key"), [(YES_NO, "1"), (YES_NO, "2"), (MENU, "4")])
def test_one_key_answers_a_menu(stage: Stage, question: Question, key: str) -> None:
    assert stage.ask(question).press(key).last == Keys(key)


@pytest.mark.parametrize(
    ("key", "command"), [("0", Command("repeat")), ("*", Command("back")), ("9", Command("operator"))]
)
@pytest.mark.parametrize("question", [YES_NO, MENU, None])
def test_the_three_keys_that_mean_the_same_everywhere(
    stage: Stage, question: Question | None, key: str, command: Command
) -> None:
    stage.tell(question, 0.5).wait(0.5)
    assert stage.press(key).last == command


def test_a_menu_with_nine_options_keeps_its_ninth(stage: Stage) -> None:
    assert stage.ask(Question("menu", options=9)).press("9").last == Keys("9")


def test_a_key_that_a_menu_does_not_have_goes_to_the_conversation_which_says_so(stage: Stage) -> None:
    assert stage.ask(MENU).press("7").last == Keys("7")


def test_ten_digits_are_complete_without_a_hash_and_a_hash_too_many_does_no_harm(stage: Stage) -> None:
    stage.ask(IDENTIFIER).press("1234567890", every=1.0)
    assert stage.last == Keys("1234567890")
    stage.press("#").tell(YES_NO, 3.0).press("#")
    assert stage.last == Keys("1234567890")
    assert not stage.cleared_at


@pytest.mark.parametrize("question", [YES_NO, MENU, IDENTIFIER, COUNT, Question("cnie"), Question("text")])
def test_a_hash_alone_is_going_on_without_an_answer(stage: Stage, question: Question) -> None:
    assert stage.ask(question).press("#").last == Command("skip")


def test_a_hash_well_after_an_answer_belongs_to_the_next_question(stage: Stage) -> None:
    stage.ask(IDENTIFIER).press("1234567890").tell(YES_NO, 3.0).wait(3.0)
    assert stage.press("#").last == Command("skip")


def test_whoever_reads_digits_off_a_paper_may_take_seven_seconds_a_digit(stage: Stage) -> None:
    assert stage.ask(IDENTIFIER).press("1234567890", every=7.0).last == Keys("1234567890")


def test_too_few_digits_go_to_the_conversation_after_a_long_pause_or_a_hash(stage: Stage) -> None:
    """It says that some are missing; the call neither guesses nor ends."""
    stage.ask(IDENTIFIER).press("12345").wait(9)
    assert stage.last == Keys("12345")
    stage.ask(IDENTIFIER).press("123#")
    assert stage.last == Keys("123")


def test_a_number_of_any_length_ends_with_a_hash_or_a_pause(stage: Stage) -> None:
    assert stage.ask(COUNT).press("12#").last == Keys("12")
    assert stage.ask(COUNT).press("7").wait(4).last == Keys("7")


@pytest.mark.parametrize("digit", ["0", "9"])
def test_nought_and_nine_are_numbers_where_a_number_is_asked(stage: Stage, digit: str) -> None:
    assert stage.ask(COUNT).press(f"{digit}#").last == Keys(digit)


def test_alone_they_are_commands_where_ten_digits_are_asked(stage: Stage) -> None:
    assert stage.ask(IDENTIFIER).press("0#").last == Command("repeat")
    assert stage.ask(IDENTIFIER).press("9").wait(9).last == Command("operator")
    assert stage.ask(IDENTIFIER).press("9012345678").last == Keys("9012345678")


def test_a_star_takes_back_the_digits_before_it_goes_back(stage: Stage) -> None:
    stage.ask(IDENTIFIER).press("123*1234567890")
    assert stage.last == Keys("1234567890")
    assert stage.ask(IDENTIFIER).press("**").last == Command("back")


def test_asked_twice_to_repeat_we_speak_slower_and_wait_longer(stage: Stage) -> None:
    stage.ask(MENU).press("0")
    assert stage.last == Command("repeat")
    stage.ask(MENU).press("0")
    assert stage.last == Command("slower")
    stage.tell(MENU, 0.5, slowly=True).wait(0.5)
    assert stage.until_asked(20) == pytest.approx(12, abs=0.1)


def test_a_double_press_is_one(stage: Stage) -> None:
    """The second would answer a question that nobody has heard."""
    stage.ask(MENU).press("11", every=0.1)
    stage.tell(YES_NO, 2.0).wait(1.0)
    assert stage.events == [Opened(), Keys("1")]


def test_keys_pressed_before_the_question_is_there_answer_it(stage: Stage) -> None:
    """Who knows the way need not wait for the words."""
    stage.ask(MENU).press("3", every=0.02).press("12345", every=0.2)
    stage.tell(IDENTIFIER, 5.0).press("67890", every=0.2)
    assert stage.last == Keys("1234567890")


# Speech --------------------------------------------------------------------------------------------------------


def test_a_spoken_answer_is_heard_with_its_first_sound(stage: Stage) -> None:
    """The recogniser gets what came before the speech was noticed."""
    stage.ask(YES_NO).wait(1.0)
    spoken = sound(0.6)
    stage.hear(spoken).wait(0.5)
    assert stage.last == Spoken("iyeh", 0.97, (("iyeh", 0.97),))
    assert spoken[0] in stage.ears[0].frames


def test_what_belonged_to_one_answer_is_not_heard_in_the_next(stage: Stage) -> None:
    """Whoever answers at once, before the next question is spoken."""
    stage.ask(YES_NO).wait(1.0)
    first = sound(0.6)
    stage.hear(first).wait(0.26)
    stage.tell(MENU, 3.0).say("chikaya").wait(1.0)
    assert not set(first) & set(stage.ears[1].frames)


def test_an_answer_that_is_whole_is_taken_after_a_quarter_of_a_second(stage: Stage) -> None:
    stage.ask(YES_NO).wait(1.0).say("iyeh")
    assert stage.until_asked(2) <= 0.26


def test_one_that_is_not_whole_is_given_time(stage: Stage) -> None:
    stage.ask(MENU).wait(1.0).say("bghit")
    assert 0.7 < stage.until_asked(2) < 0.9


def test_a_number_may_go_on_after_its_units(stage: Stage) -> None:
    """`tlata … w 3echrin` is twenty-three."""
    stage.ask(COUNT).wait(1.0).say("tlata").wait(0.4).say("tlata w 3echrin").wait(1.0)
    assert len(stage.ears) == 1
    assert isinstance(stage.last, Spoken)


def test_whoever_reads_digits_aloud_may_pause_for_two_seconds_between_groups(stage: Stage) -> None:
    stage.ask(IDENTIFIER).wait(1.0)
    stage.say("wa7ed jouj tlata").wait(2.0).say("wa7ed jouj tlata rb3a khamsa setta").wait(2.0).say(TEN).wait(0.5)
    assert stage.last == Spoken(TEN, 0.97, ((TEN, 0.97),))
    assert len(stage.ears) == 1


def test_speech_stops_the_prompt(stage: Stage) -> None:
    stage.tell(YES_NO, 10.0).wait(1.0).say("iyeh").wait(0.5)
    assert len(stage.cleared_at) == 1
    assert len(stage.sent) < 2 * SECOND
    assert isinstance(stage.last, Spoken)


def test_neither_a_cough_nor_the_echo_of_the_prompt_does(stage: Stage) -> None:
    stage.tell(YES_NO, 10.0).hear(sound(0.1)).wait(1.0).hear(sound(2.0, dbfs=-48)).wait(1.0)
    assert stage.cleared_at == []


def test_a_noise_that_stopped_the_prompt_lets_it_go_on_from_a_little_before(stage: Stage) -> None:
    stage.hears = ""
    stage.tell(YES_NO, 10.0).wait(2.0).hear(sound(0.3)).wait(12.0)
    assert len(stage.cleared_at) == 1
    stopped = len(set(stage.sent)) == len(prompt(10.0))
    assert stopped
    assert stage.events == [Opened()]


def test_speech_that_is_not_understood_is_no_silence(stage: Stage) -> None:
    assert stage.ask(YES_NO).wait(1.0).say("", seconds=1.5).wait(1.0).last == Spoken("[unk]", 0.0)


def test_a_noisy_line_is_not_taken_for_speech(stage: Stage) -> None:
    """After two seconds the noise is known; who speaks stands out from it."""
    stage.tell(YES_NO, 3.0).hear(sound(3.0, dbfs=-44)).hear(sound(4.0, dbfs=-44))
    assert stage.events == [Opened()]
    stage.say("iyeh", dbfs=-20).hear(sound(0.5, dbfs=-44))
    assert isinstance(stage.last, Spoken)


def test_who_was_cut_short_is_given_more_time_from_then_on(stage: Stage) -> None:
    stage.ask(MENU).wait(1.0).say("bghit")
    first = stage.until_asked(3)
    stage.tell(MENU, 5.0).say("nchouf", seconds=0.8)
    assert stage.until_asked(3) > 1.4 * first


def test_without_a_model_keys_answer_and_a_voice_is_company(stage: Stage) -> None:
    """Speech is not heard, but whoever speaks is there."""
    deaf = Stage(deaf=True)
    deaf.ask(YES_NO)
    for _ in range(12):
        deaf.say("iyeh").until_asked(30)
        deaf.ask(YES_NO)
    assert not deaf.hung_up
    assert deaf.press("1").last == Keys("1")


# Silence -------------------------------------------------------------------------------------------------------


def test_silence_goes_to_the_conversation_which_helps(stage: Stage) -> None:
    stage.ask(MENU)
    assert stage.until_asked(20) == pytest.approx(8, abs=0.1)
    assert stage.last == Silence()


def test_for_a_paper_to_be_found_there_is_longer(stage: Stage) -> None:
    stage.ask(IDENTIFIER)
    assert stage.until_asked(30) == pytest.approx(20, abs=0.1)


def test_a_line_that_leaves_silence_out_is_silent(stage: Stage) -> None:
    """Gateways that suppress silence send no frames at all."""
    stage.ask(YES_NO).dead(9.0)
    assert stage.last == Silence()
    stage.ask(YES_NO).wait(0.5).say("iyeh").dead(0.8)
    assert isinstance(stage.last, Spoken)


def test_only_a_phone_with_nobody_near_it_is_hung_up_and_told_so(stage: Stage) -> None:
    while stage.last != Parting():
        stage.ask(MENU).until_asked(20)
    assert stage.events.count(Silence()) == 8
    assert stage.clock > 60 * SECOND
    stage.tell(None, 2.0).wait(2.0)
    assert stage.hung_up


@settings(deadline=None, max_examples=10)
@given(st.lists(st.sampled_from(["key", "speech"]), min_size=1, max_size=4))
def test_whoever_gives_any_sign_of_life_is_never_hung_up(signs: list[str]) -> None:
    stage = Stage()
    for sign in signs:
        for _ in range(7):
            stage.ask(MENU).until_asked(20)
        stage.ask(MENU)
        if sign == "key":
            stage.press("0")
        else:
            stage.say("chikaya").wait(1.0)
        assert stage.last not in (Silence(), Parting())


# Jobs, and the end ---------------------------------------------------------------------------------------------


def test_while_a_job_runs_its_outcome_is_asked_for_twice_a_second(stage: Stage) -> None:
    stage.tell(None, 1.0, waiting=True).wait(1.0)
    for _ in range(4):
        assert stage.until_asked(2) == pytest.approx(0.5, abs=0.05)
        assert stage.last == Poll()
        stage.tell(None, 0.0, waiting=True)
    stage.until_asked(2)
    stage.tell(YES_NO)
    assert stage.wait(4.0).press("1").last == Keys("1")


def test_a_long_wait_is_spoken_of(stage: Stage) -> None:
    stage.tell(None, 1.0, waiting=True)
    for _ in range(60):
        stage.until_asked(3)
        if stage.last == StillWaiting():
            break
        stage.tell(None, 0.0, waiting=True)
    assert stage.last == StillWaiting()


def test_when_nothing_stands_any_more_there_is_time_for_another_wish_and_then_goodbye(stage: Stage) -> None:
    stage.tell(None, 1.0).wait(6.0)
    assert stage.events == [Opened()]
    assert stage.wait(1.5).last == Parting()
    assert not stage.hung_up
    assert stage.tell(None, 1.0).wait(1.1).hung_up


def test_a_call_is_given_to_a_person_once_the_last_words_are_heard(stage: Stage) -> None:
    stage.tell(YES_NO, 0.5).press("9")
    stage.tell(YES_NO, 1.0, connecting=True).wait(0.9)
    assert not stage.transferred
    assert stage.wait(0.2).transferred
    assert not stage.hung_up
    assert stage.wait(30).events == [Opened(), Command("operator")]  # our part of it is over


def test_nothing_the_caller_does_keeps_a_call_from_the_person(stage: Stage) -> None:
    """Keys pressed too early, keys and words over the last prompt: it is played whole, and nothing is asked."""
    stage.tell(YES_NO, 0.5).press("9")
    for key in "12":
        stage.call.press(key)
    stage.tell(YES_NO, 2.0, connecting=True).press("1*0").say("iyeh", 0.4)
    stage.wait(2.0)
    assert stage.transferred
    assert stage.events == [Opened(), Command("operator")]
    assert stage.sent[-len(prompt(2.0)) :] == prompt(2.0)


def test_after_the_caller_has_gone_nothing_is_sent_or_asked(stage: Stage) -> None:
    stage.tell(MENU, 5.0).wait(1.0)
    stage.call.hang_up()
    sent = len(stage.sent)
    stage.press("1").say("iyeh").wait(30)
    assert stage.events == [Opened()]
    assert len(stage.sent) == sent


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.one_of(st.sampled_from("0123456789*#"), st.sampled_from(["say", "wait", "tell", "poll"])), max_size=40)
)
def test_whatever_happens_one_turn_is_on_its_way_at_most(happens: list[str]) -> None:
    """The conversation is never asked anything before it has answered."""
    stage, open_turns = Stage(), 1
    for what in happens:
        before = len(stage.events)
        if what in ("tell", "poll"):
            stage.tell(MENU if what == "tell" else None, 0.3, waiting=what == "poll")
            open_turns = 0
        elif what == "say":
            stage.say("chikaya", 0.3).wait(0.3)
        elif what == "wait":
            stage.wait(1.0)
        else:
            stage.press(what, every=0.1)
        open_turns += len(stage.events) - before
        assert open_turns <= 1
