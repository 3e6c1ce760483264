"""What is said as one is heard as one."""

from __future__ import annotations

from assistant.authoring import asked
from assistant.speech.vocabulary import grammar, is_single, phrases

SCHOOL = [["ما قراش", "pas d'école"], ["شوية"], ["الجامعة"]]


def test_a_name_of_several_words_is_one_phrase():
    """And a word that answers nothing alone is not heard alone."""
    heard = phrases("menu", labels=SCHOOL)
    assert "ما قراش" in heard
    assert "ما" not in heard
    assert {"شوية", "الجامعة", "واحد", "عاود"} <= set(heard)


def test_a_word_that_chooses_by_itself_is_also_heard_by_itself():
    """`رفض الدعم` is chosen by the aid alone; `رفض` would be either."""
    heard = phrases("menu", labels=[["رفض الدعم", "الدعم"], ["رفض تضامن"]])
    assert {"رفض الدعم", "رفض تضامن", "الدعم", "تضامن"} <= set(heard)
    assert "رفض" not in heard


def test_places_of_two_words_are_phrases():
    """`بني` is no region."""
    heard = set(phrases("region"))
    assert {"بني ملال", "الدار البيضاء", "واد نون", "البيضاء", "طنجة"} <= heard
    assert {"بني", "واد", "نون"}.isdisjoint(heard)


def test_sequences_are_words():
    """Digits and amounts are said one after the other."""
    for kind in ("digits", "identifier", "count", "money", "date", "phone", "cnie"):
        assert phrases(kind) == grammar(kind)
        assert not is_single(kind)


def test_a_question_that_takes_an_amount_is_no_single_phrase():
    """A band of amounts may be answered by one: `ستين درهم`."""
    assert is_single("menu", SCHOOL)
    assert not is_single("menu", [["50 ولا قل"], ["51-75"]])
    assert not is_single("menu", SCHOOL, "money")
    assert "ستين" in phrases("menu", labels=[["50 ولا قل"], ["51-75"]])


def test_phrases_are_made_of_the_grammars_words():
    """At every question of the flows, so that a model that passes the check hears them."""
    for question in asked():
        given = (question.kind, question.context, question.options.values(), question.also)
        said = {word for phrase in phrases(*given) for word in phrase.split()}
        assert said <= set(grammar(*given)), question.step
