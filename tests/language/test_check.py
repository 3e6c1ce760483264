"""What `haqqi locales check` tells whoever writes the words."""

from __future__ import annotations

import pytest

from assistant.language import LocaleError, Problem, Use, check_locales
from tests.language.conftest import Write

GOOD = """
    choice-yesno = 1 oui, 2 non
    milieu = Où habitez-vous:
        .simple = La maison:
        .help = En ville ou ailleurs?
        .urban = En ville
        .rural = A la campagne
"""
MILIEU = Use("milieu", options=("urban", "rural"), variants=("simple", "help"))


def told(problems: list[Problem], severity: str = "error") -> list[str]:
    return [problem.text for problem in problems if problem.severity == severity]


def test_nothing_is_said_about_what_is_right(write: Write) -> None:
    assert check_locales(write(fr=GOOD), [MILIEU]) == []


def test_a_missing_message_is_to_be_written_where_the_other_locales_have_it(write: Write) -> None:
    folder = write(fr=GOOD, ary_Latn="choice-yesno = 1 ah, 2 la")
    expected = Problem("error", str(folder / "ary-Latn" / "flow.ftl"), 1, "there is no message 'milieu'; write it")
    assert expected in check_locales(folder, [MILIEU])


def test_a_message_that_no_locale_has_goes_into_the_file_of_its_flow(write: Write) -> None:
    [problem] = check_locales(write(fr="choice-yesno = 1 oui, 2 non"), [Use("status-which")])
    assert problem.file.endswith("fr/status.ftl")


def test_missing_labels_and_variants_are_named(write: Write) -> None:
    folder = write(fr="choice-yesno = x\nmilieu = Où:\n    .urban = En ville")
    problems = check_locales(folder, [MILIEU])
    assert {problem.line for problem in problems} == {2}
    assert told(problems) == [
        "'milieu' has no attribute .help; write it",
        "'milieu' has no attribute .rural; write it",
        "'milieu' has no attribute .simple; write it",
    ]


def test_labels_may_stand_in_another_message(write: Write) -> None:
    again = Use("again", options=("urban", "rural"), labels="milieu")
    assert told(check_locales(write(fr=GOOD + "    again = Encore:"), [MILIEU, again])) == []


def test_what_one_locale_has_the_others_need_too(write: Write) -> None:
    folder = write(fr=GOOD, ary_Latn="choice-yesno = 1 ah, 2 la\nmilieu = Fin:")
    assert "'milieu' has no attribute .simple; write it" in told(check_locales(folder, []))


def test_spoken_forms_and_further_words_are_a_locales_own(write: Write) -> None:
    latn = "choice-yesno = x\nhello = Salam\n    .voice = sa-lam\n    .a-words = b|c"
    folder = write(fr="choice-yesno = x\nhello = Bonjour", ary_Latn=latn)
    assert check_locales(folder, [Use("hello")]) == []


def test_a_yes_no_question_needs_its_choices(write: Write) -> None:
    assert told(check_locales(write(fr="sure = Juste?"), [Use("sure", yesno=True)])) == [
        "there is no message 'choice-yesno'; write it"
    ]


def test_an_argument_that_the_text_needs_must_be_given(write: Write) -> None:
    folder = write(fr="due = Avant le { $date }\n    .voice = Avant { $when }")
    problems = check_locales(folder, [Use("due", {"date": "date"})])
    assert [(problem.line, problem.text) for problem in problems] == [
        (2, "'due.voice' needs $when, which it is not given")
    ]


def test_an_argument_needed_by_a_text_that_the_message_refers_to_counts(write: Write) -> None:
    folder = write(fr="due = Avant: { when }\nwhen = le { $date }")
    assert told(check_locales(folder, [Use("due")])) == ["'due' needs $date, which it is not given"]


def test_labels_are_given_no_arguments(write: Write) -> None:
    folder = write(fr="pick = Où:\n    .a = { $here }\n    .b = Là")
    problems = check_locales(folder, [Use("pick", {"here": "plain"}, ("a", "b"))])
    assert told(problems) == ["'pick.a' needs $here, which it is not given"]


def test_an_argument_that_no_locale_uses(write: Write) -> None:
    folder = write(fr="due = Bientot", ary_Latn="due = 9bel { $date }")
    problems = check_locales(folder, [Use("due", {"date": "date", "days": "days"})])
    assert told(problems, "warning") == ["'due' is given $days, which no locale uses"]


def test_an_unknown_form(write: Write) -> None:
    [text] = told(check_locales(write(fr="due = { $date }"), [Use("due", {"date": "day"})]))
    assert text.startswith("'due' is given $date as 'day'; the forms are cnie, count, date")


def test_a_reference_to_nothing(write: Write) -> None:
    assert told(check_locales(write(fr="hello = { -name }"), [Use("hello")])) == [
        "'hello' refers to '-name', which fr does not have; write it"
    ]


@pytest.mark.parametrize(
    ("text", "severity"),
    [("a" * 160, None), ("a" * 161, "warning"), ("a" * 306, "warning"), ("a" * 307, "error")],
)
def test_a_message_has_two_sms_at_most_and_one_for_its_goal(write: Write, text: str, severity: str | None) -> None:
    problems = check_locales(write(fr=f"long = {text}"), [Use("long")])
    assert [problem.severity for problem in problems] == ([severity] if severity else [])


@pytest.mark.parametrize(("length", "fits"), [(70, True), (71, False)])
def test_arabic_script_has_seventy_characters(write: Write, length: int, fits: bool) -> None:
    folder = write(fr="long = court", ary_Arab=f"long = {'س' * length}")
    assert (check_locales(folder, [Use("long")]) == []) is fits


def test_the_choices_count(write: Write) -> None:
    folder = write(fr=f"pick = {'a' * 150}\n    .yes = Oui\n    .later = Plus tard")
    [text] = told(check_locales(folder, [Use("pick", options=("yes", "later"))]), "warning")
    assert text == "'pick' takes 2 SMS at its longest (168 of 160 GSM-7 units): one SMS is the goal"


def test_each_variant_is_measured_at_its_own_line(write: Write) -> None:
    folder = write(fr=f"ask = Ou?\n    .help = {'a' * 161}\n    .simple = Ou")
    [problem] = check_locales(folder, [Use("ask", variants=("simple", "help"))])
    assert (problem.line, problem.text.split(" takes")[0]) == (2, "'ask.help'")


@pytest.mark.parametrize(
    ("form", "length"),
    [
        ("identifier", 12),
        ("date", 10),
        ("money", 6),
        ("quote", 40),
        ("score", 7),
        ("days", 3),
        ("phone_full", 14),
    ],
)
def test_arguments_are_as_long_as_they_can_be(write: Write, form: str, length: int) -> None:
    fits, too_long = "a" * (160 - length), "a" * (161 - length)
    assert check_locales(write(fr=f"x = {fits}{{ $v }}"), [Use("x", {"v": form})]) == []
    assert told(check_locales(write(fr=f"x = {too_long}{{ $v }}"), [Use("x", {"v": form})]), "warning")


def test_regions_labels_and_named_messages_are_as_long_as_the_longest_there_is(write: Write) -> None:
    words = "region-a = aa\nregion-b = bbbb\nterm-u1 = ttttt\npick = Ou:\n    .x = xxx\n    .y = yyyyyy\n"
    folder = write(fr=words + f"told = {'a' * 145}{{ $r }}{{ $t }}{{ $l }}")
    pick = Use("pick", options=("x", "y"))
    used = Use("told", {"r": "region", "t": "message:term-", "l": "label:pick"})
    assert check_locales(folder, [pick, used]) == []
    assert check_locales(write(fr=words + f"told = {'a' * 146}{{ $r }}{{ $t }}{{ $l }}"), [pick, used]) != []


def test_the_longest_branch_counts(write: Write) -> None:
    text = f"x = {{ $kind ->\n    [asd] {'a' * 161}\n   *[other] court\n}}"
    assert told(check_locales(write(fr=text), [Use("x", {"kind": "plain"})]), "warning")


@pytest.mark.parametrize(
    ("text", "advice"),
    [("reçu", "write Ç or rephrase"), ("peut-être", "rephrase"), ("✓", "write another character")],
)
def test_a_character_that_makes_french_dear_is_named(write: Write, text: str, advice: str) -> None:
    [found] = told(check_locales(write(fr=f"x = {text}"), [Use("x")]))
    assert "leaves an SMS 70 characters in place of 160" in found
    assert advice in found


def test_a_dear_character_is_found_in_every_branch_and_label(write: Write) -> None:
    text = "x = { $n ->\n    [one] reçu\n   *[other] bon\n}\n    .a = être"
    assert len(told(check_locales(write(fr=text), [Use("x", {"n": "count"})]))) == 2


def test_spoken_text_may_hold_any_character(write: Write) -> None:
    assert check_locales(write(fr="x = Bon\n    .voice = Reçu, peut-être"), [Use("x")]) == []


def test_what_is_softened_on_the_way_out_is_no_fault(write: Write) -> None:
    assert check_locales(write(fr="x = L’aide… oui"), [Use("x")]) == []


@pytest.mark.parametrize("text", ["Ou: 1 ville 2 campagne", "Ou? 1) ville, 2) campagne", "فين: ١ هنا ٢ تما"])
def test_numbers_written_by_hand(write: Write, text: str) -> None:
    folder = write(ary_Arab=f"x = {text}\n    .a = a\n    .b = b", fr="x = Ou:\n    .a = a\n    .b = b")
    [warning] = told(check_locales(folder, [Use("x", options=("a", "b"))]), "warning")
    assert "leave them out" in warning


def test_other_numbers_are_no_choices(write: Write) -> None:
    folder = write(fr="x = Plus de 12 mois en 2021:\n    .a = 1 an\n    .b = 2 ans")
    assert check_locales(folder, [Use("x", options=("a", "b"))]) == []


def test_what_nobody_says(write: Write) -> None:
    words = "left = vieux\nsaid = { part }\npart = de la phrase\nregion-x = X\nterm-u3 = bain"
    assert told(check_locales(write(fr=words), [Use("said")]), "warning") == [
        "nothing says 'left'; remove it, or let a flow say it"
    ]


def test_problems_come_in_the_order_of_the_files(write: Write) -> None:
    folder = write(fr="b = ç\na = ê", ary_Latn="a = x\nb = ç")
    found = [(problem.file, problem.line) for problem in check_locales(folder, [Use("a"), Use("b")])]
    assert found == sorted(found)


def test_what_does_not_load_is_raised(write: Write) -> None:
    with pytest.raises(LocaleError):
        check_locales(write(fr="a = {"), [])


def test_the_words_of_numbers_belong_to_a_voice_and_are_in_no_sms(write: Write) -> None:
    """A locale that borrows a voice has none; their accents cost nothing, and no flow names them."""
    folder = write(fr=GOOD + "    say-month-8 = août", ary_Latn=GOOD)
    assert check_locales(folder, [MILIEU]) == []


def test_spoken_forms_of_variants_and_options_are_a_locales_own(write: Write) -> None:
    voiced = GOOD + "        .help-voice = Peut-être en ville, ou bien là\n        .urban-voice = en ville, là où"
    assert check_locales(write(fr=voiced, ary_Latn=GOOD), [MILIEU]) == []
