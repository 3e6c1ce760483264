"""The engine's rules, one conversation each."""

from __future__ import annotations

from assistant.dialogue import (
    Begin,
    Conversation,
    Delayed,
    Expired,
    Finished,
    Opened,
    OpenTicket,
    OptIn,
    OptOut,
    Returned,
    Said,
    Silence,
    StartJob,
    Unreadable,
    advance,
    from_json,
    to_json,
)
from tests.dialogue.conftest import NOW, Talk

IDENTIFIER = "7102630821"
WRONG = "7102630822"


def test_first_words_are_met_with_who_we_are_and_a_question(book):
    talk = Talk(book)
    assert talk.say("salam") == ["welcome-hello", "welcome-consent"]
    assert talk.conversation.locale == "ary-Latn"


def test_locale_follows_the_script(book):
    talk = Talk(book)
    talk.say("سلام عليكم")
    assert talk.conversation.locale == "ary-Arab"
    talk.say("wakha a sidi")
    assert talk.conversation.locale == "ary-Latn"


def test_a_known_person_may_choose_at_once(talk):
    talk.say("2", "4", "250")
    assert talk.conversation.status == "idle"
    assert talk.say("my house") == ["menu-size"]


def test_who_begins_with_what_they_want_need_not_say_it_again(book):
    """Their first words choose from the menu, as soon as they have consented."""
    talk = Talk(book)
    assert talk.say("my house") == ["welcome-hello", "welcome-consent"]
    assert talk.say("1") == ["menu-size"]
    assert talk.conversation.opening == ""


def test_words_that_failed_before_are_heard_where_they_make_sense(talk):
    """The same word, three times no number, is then a clear no."""
    talk.say("2", "machi", "machi", "machi")
    assert talk.step == "offer.wanted"
    assert talk.say("la") == ["menu-size"]


def test_a_greeting_out_of_the_blue_shows_the_menu(talk):
    talk.say("2", "4", "250")
    assert talk.say("salam") == ["menu-topic"]


def test_an_answer_is_saved_and_leads_on(talk):
    assert talk.say("2") == ["menu-size"]
    assert talk.say("6") == ["menu-bill"]
    assert talk.slots["size"] == 6


def test_what_was_not_sure_is_read_back(talk):
    talk.say("2", "6")
    assert talk.say("1500 dh") == ["confirm-money"]
    assert "bill" not in talk.slots
    assert talk.say("ah") == ["menu-done"]
    assert talk.slots["bill"] == "1500.00"


def test_what_the_recogniser_doubts_is_read_back_however_clear_the_words(talk):
    talk.say("2")
    assert talk.on(Said("6", "speech", 0.7)) == ["confirm-count"]
    assert talk.on(Said("ah", "speech", 0.95)) == ["menu-bill"]
    assert talk.slots["size"] == 6


def test_what_it_hardly_heard_is_asked_again_and_not_guessed(talk):
    talk.say("2")
    assert talk.on(Said("6", "speech", 0.4)) == ["repair-count"]
    assert talk.on(Said("6", "speech", 0.9)) == ["menu-bill"]
    talk.say("1500 dh")
    assert talk.on(Said("ah", "speech", 0.3)) == ["confirm-money"]
    assert "bill" not in talk.slots


def test_slower_speech_is_asked_for_once_and_remembered(talk):
    assert talk.on(Said("عاود", "speech")) == ["menu-topic"]
    assert not talk.conversation.slower
    assert talk.on(Said("بشوية", "speech")) == ["menu-topic"]
    talk.say("2", "6")
    assert talk.conversation.slower


def test_no_to_a_read_back_asks_again_without_blame(talk):
    talk.say("2", "6", "1500 dh")
    assert talk.say("la") == ["menu-bill"]
    assert talk.conversation.misunderstood == 0


def test_a_correction_instead_of_yes_or_no_is_taken(talk):
    talk.say("2", "6", "1500 dh")
    assert talk.say("2500 dh") == ["confirm-money"]
    talk.say("1")
    assert talk.slots["bill"] == "2500.00"


def test_what_is_not_understood_is_read_back_again(talk):
    """'Yes' keeps its meaning; after three failures a person is offered all the same."""
    talk.say("2", "6", "1500 dh")
    assert talk.say("zzzz") == ["confirm-money"]
    assert talk.say("ah") == ["menu-done"]
    assert talk.slots["bill"] == "1500.00"


def test_help_puts_the_question_again_and_drops_what_was_read_back(talk):
    talk.say("2", "6", "1500 dh")
    assert talk.say("3awni") == ["menu-bill.help"]
    assert talk.say("250") == ["menu-done"]
    assert talk.slots["bill"] == "250.00"


def test_a_repair_sentence_replaces_the_question(talk):
    talk.say("2")
    assert talk.say("zzzz") == ["repair-count"]


def test_after_two_failed_answers_the_question_is_simpler(talk):
    assert talk.say("2", "zzzz", "yyyy") == ["menu-size.simple"]


def test_after_three_failed_answers_a_person_is_offered(talk):
    assert talk.say("2", "zzzz", "yyyy", "xxxx") == ["offer-wanted"]


def test_no_to_the_offer_returns_with_the_plain_question(talk):
    assert talk.say("2", "zzzz", "yyyy", "xxxx", "2") == ["menu-size"]
    assert talk.say("4") == ["menu-bill"]


def test_yes_to_the_offer_opens_a_ticket_and_returns(talk):
    assert talk.say("2", "zzzz", "yyyy", "xxxx", "1") == ["person-told", "menu-size"]
    assert OpenTicket("asked", "person.ask") in talk.turn.effects


def test_what_was_wrong_has_its_own_sentence(talk):
    talk.say("1")
    assert talk.say("12345") == ["invalid-identifier-too_short"]
    assert talk.conversation.invalid == 1


def test_a_wrong_check_digit_asks_to_type_again(talk):
    talk.say("1")
    assert talk.say(WRONG) == ["invalid-identifier-check_digit"]
    assert talk.say(IDENTIFIER) == ["confirm-identifier"]


def test_silence_is_counted_apart(talk):
    talk.say("2", "zzzz")
    assert talk.on(Silence()) == ["repair-silence"]
    assert (talk.conversation.silences, talk.conversation.misunderstood) == (1, 1)
    assert talk.on(Silence()) == ["menu-size.simple"]
    assert talk.on(Silence()) == ["offer-wanted"]


def test_back_takes_the_last_answer_away(talk):
    talk.say("2")
    before = talk.conversation
    talk.say("6")
    assert talk.say("rje3") == ["menu-size"]
    assert (talk.conversation.frames, talk.conversation.slots) == (before.frames, before.slots)


def test_back_after_a_digression_goes_to_the_answer_before_it(talk):
    """Whoever was offered a person and said no takes back their own last answer, not that no."""
    talk.say("2", "6", "zzzz", "yyyy", "xxxx", "2")
    assert talk.step == "menu.bill"
    assert talk.say("rje3") == ["menu-size"]
    assert "size" not in talk.slots


def test_back_with_nothing_to_take_back_says_so(book):
    talk = Talk(book)
    talk.say("salam")
    assert talk.say("rje3") == ["engine-back-none", "welcome-consent"]


def test_help_gives_help_in_context(talk):
    talk.say("2")
    assert talk.say("3awni") == ["menu-size.help"]


def test_a_word_is_explained_and_the_question_comes_again(talk):
    talk.say("2")
    assert talk.say("chno howa IDCS?") == ["glossary-idcs", "menu-size"]


def test_a_person_is_one_word_away(talk):
    talk.say("2")
    assert talk.say("bghit nhder m3a chi wa7ed") == ["person-told", "menu-size"]


def test_restart_does_not_pass_by_consent(book):
    talk = Talk(book)
    talk.say("salam")
    assert talk.say("mn lwl") == ["welcome-hello", "welcome-consent"]


def test_restart_keeps_the_answers(talk):
    talk.say("2", "6")
    assert talk.say("mn lwl") == ["menu-topic"]
    assert talk.slots["size"] == 6


def test_i_do_not_know_goes_where_the_flow_says(talk):
    talk.say("2")
    assert talk.say("ma3reftch") == ["menu-bill"]
    assert "size" not in talk.slots


def test_i_do_not_know_is_helped_where_the_flow_says_nothing(talk):
    talk.say("1")
    assert talk.say("ma3reftch") == ["engine-dont-know", "menu-number.help"]


def test_thanks_and_greetings_are_no_failed_answers(talk):
    talk.say("2")
    assert talk.say("chokran") == ["soft-thanks", "menu-size"]
    assert talk.say("salam") == ["soft-greeting", "menu-size"]
    assert talk.conversation.misunderstood == 0


def test_anger_is_offered_a_person(talk):
    talk.say("2")
    assert talk.say("chffara") == ["offer-wanted"]


def test_opting_out_is_confirmed_once_then_silence(talk):
    talk.say("2")
    assert talk.say("7bes") == ["engine-opted-out"]
    assert OptOut() in talk.turn.effects
    assert talk.say("6") == []
    assert talk.say("bda") == ["engine-opted-in", "menu-size"]
    assert OptIn() in talk.turn.effects


def test_a_job_is_started_and_its_outcome_told(talk):
    assert talk.say("4") == ["menu-wait"]
    assert talk.turn.effects == (StartJob("assess", "1", {}),)
    assert talk.on(Finished("1", outcome={"score": "9.1"})) == ["menu-scored", "menu-done"]
    assert talk.slots["result_score"] == "9.1"


def test_a_job_that_failed_for_good_leads_on(talk):
    talk.say("4")
    assert talk.on(Finished("1", ok=False)) == ["menu-sorry", "menu-done"]


def test_a_job_that_is_late_is_told_and_still_awaited(talk):
    talk.say("4")
    assert talk.on(Delayed("1")) == ["engine-failed"]
    assert talk.on(Finished("1")) == ["menu-scored", "menu-done"]


def test_an_outcome_nobody_waits_for_changes_nothing(talk):
    talk.say("4", "mn lwl")
    assert talk.on(Finished("1", outcome={"score": "9.1"})) == []
    assert "result_score" not in talk.slots


def test_words_during_a_job_are_answered(talk):
    talk.say("4")
    assert talk.say("ana hna") == ["engine-waiting"]


def test_practice_leaves_nothing_behind(talk):
    talk.say("3")
    assert talk.conversation.private
    talk.say("6")
    assert "size" not in talk.slots
    assert not any("size" in past.before for past in talk.conversation.past)
    assert not talk.conversation.private


def test_practice_left_open_expires(talk):
    talk.say("2", "5", "mn lwl", "3")
    talk.on(Expired())
    assert not talk.conversation.private
    assert talk.slots["size"] == 5


def test_something_outside_begins_a_flow_and_the_question_comes_again(talk):
    talk.say("2")
    assert talk.on(Begin("stop", {"why": "test"})) == ["stop-bye", "menu-size"]


def test_a_call_goes_on_where_the_sms_stopped(talk):
    talk.say("2")
    assert talk.on(Opened()) == ["engine-resumed", "menu-size"]


def test_whoever_comes_back_from_a_person_that_nobody_was_is_told_and_asked_as_before(talk):
    """Where nothing was asked, the conversation begins."""
    talk.say("2", "bghit nhder m3a chi wa7ed")
    assert talk.on(Returned()) == ["person-nobody", "person-told", "menu-size"]
    assert talk.say("4") == ["menu-bill"]
    fresh = advance(talk.book, Conversation(), Returned(), NOW)
    assert [reply.id for reply in fresh.replies][:2] == ["person-nobody", "person-told"]
    assert fresh.conversation.frames


def test_a_picture_is_answered(talk):
    talk.say("2")
    assert talk.on(Unreadable("media")) == ["engine-media", "menu-size"]


def test_a_machine_that_repeats_itself_is_met_with_silence(talk):
    absent = "je suis absent, je vous rappelle"
    said = [talk.say(absent) for _ in range(6)]
    assert sum(bool(replies) for replies in said) <= 5
    assert said[-1] == []
    assert talk.say("2") != []


def test_a_conversation_without_end_is_given_to_a_person(book):
    talk = Talk(book, Conversation(turns=500, locale="fr"))
    assert talk.say("salam") == ["engine-long"]
    assert OpenTicket("too_long", "") in talk.turn.effects


def test_advance_is_pure(talk):
    talk.say("2")
    state = to_json(talk.conversation)
    turns = [advance(talk.book, from_json(state), Said("6"), NOW) for _ in range(2)]
    assert turns[0] == turns[1]
    assert to_json(talk.conversation) == state


def test_a_job_that_something_from_outside_began_is_told_too(talk):
    """A reminder whose flow runs an action waits for its outcome, and then gives the floor back."""
    talk.on(Begin("menu"))
    talk.say("4")
    assert talk.on(Finished(talk.conversation.waiting, outcome={"score": "9"})) == [
        "menu-scored",
        "menu-done",
        "menu-topic",
    ]
    assert talk.step == "menu.topic"
