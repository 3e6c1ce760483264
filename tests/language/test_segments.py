"""What a text costs as SMS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import pack, segments, soften

ARABIC = "\u0633"  # a letter of one UCS-2 unit
EMOJI = "\U0001f642"  # a character of two

EXTENSION = "\f^{}\\[~]|€"
GSM = "abcdefgh éèàùìòñÇ@£$Δ_\n\r¡¿!'" + EXTENSION


@pytest.mark.parametrize(
    ("text", "encoding", "units", "count"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("éèàùìòÇ" * 22, "GSM-7", 154, 1),  # the accents that the GSM alphabet has
        ("€" * 80, "GSM-7", 160, 1),  # each behind an escape
        ("€" * 81, "GSM-7", 162, 2),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3),  # the escape may not end a part: 152, 153, 1
        ("a" * 151 + "€" + "a" * 153, "GSM-7", 306, 2),
        (ARABIC * 70, "UCS-2", 70, 1),
        (ARABIC * 71, "UCS-2", 71, 2),
        (ARABIC * 134, "UCS-2", 134, 2),
        (ARABIC * 135, "UCS-2", 135, 3),
        (EMOJI * 35, "UCS-2", 70, 1),
        (EMOJI * 36, "UCS-2", 72, 2),
        (ARABIC * 66 + EMOJI + ARABIC * 66, "UCS-2", 134, 3),  # a surrogate pair is not cut: 66, 67, 1
        (ARABIC * 65 + EMOJI + ARABIC * 67, "UCS-2", 134, 2),
        ("a" * 70 + "ç", "UCS-2", 71, 2),  # one character changes the price of all
        ("{" * 35 + ARABIC * 35, "UCS-2", 70, 1),  # no escapes in UCS-2
    ],
)
def test_length_in_units_and_sms(text: str, encoding: str, units: int, count: int) -> None:
    counted = segments(text)
    assert (counted.encoding, counted.units, counted.count) == (encoding, units, count)


def test_culprits_are_the_characters_outside_the_gsm_alphabet_once_each() -> None:
    assert segments("reçu, être reçu ’").culprits == ("ç", "ê", "’")


def test_a_gsm_text_has_no_culprits() -> None:
    assert segments("où, déjà, très, Ç, É, 100 € [ok]").culprits == ()


def split_by_hand(text: str) -> int:
    """Parts filled one character after the other: the slow way to count."""
    gsm = all(char in GSM for char in text)
    widths = [2 if (char in EXTENSION if gsm else ord(char) > 0xFFFF) else 1 for char in text]
    if sum(widths) <= (160 if gsm else 70):
        return 1
    parts = [0]
    for width in widths:
        if parts[-1] + width > (153 if gsm else 67):
            parts.append(0)
        parts[-1] += width
    return len(parts)


@given(st.text(alphabet=GSM, max_size=700) | st.text(alphabet=GSM + ARABIC + EMOJI, max_size=400))
def test_count_agrees_with_a_naive_splitter(text: str) -> None:
    assert segments(text).count == split_by_hand(text)


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_can_be_counted(text: str) -> None:
    """Lone surrogates included: broken gateways send them."""
    assert segments(text).count >= 1


texts = st.lists(st.text(alphabet="abc€" + ARABIC, max_size=200), max_size=6)


@given(texts)
def test_pack_loses_nothing_and_never_costs_more(parts: list[str]) -> None:
    packed = pack(parts)
    assert "\n".join(packed) == "\n".join(parts)
    assert sum(segments(text).count for text in packed) <= sum(segments(text).count for text in parts)


@given(texts, st.integers(1, 3))
def test_pack_joins_nothing_beyond_the_limit(parts: list[str], limit: int) -> None:
    joined = [text for text in pack(parts, limit) if text not in parts]
    assert all(segments(text).count <= limit for text in joined)


def test_pack_joins_two_short_texts_into_one_sms() -> None:
    assert pack(["Merci.", "Autre chose?"]) == ["Merci.\nAutre chose?"]


def test_pack_joins_two_full_texts_into_one_sms_of_two_parts() -> None:
    """Two SMS may overtake each other; the parts of one cannot."""
    assert pack(["a" * 150, "b" * 150]) == ["a" * 150 + "\n" + "b" * 150]


def test_pack_keeps_apart_what_would_cost_more_together() -> None:
    """An Arabic line makes the Latin one UCS-2 too."""
    assert pack(["a" * 150, ARABIC * 60]) == ["a" * 150, ARABIC * 60]


def test_soften_writes_plain_characters_in_latin_script() -> None:
    assert soften("L’aide… «\u00a0vœux\u00a0» – oui", "fr") == 'L\'aide... " voeux " - oui'
    assert segments(soften("d\u2019ici\u202f: 3\u00a0ans", "fr")).encoding == "GSM-7"


def test_soften_leaves_arabic_script_alone() -> None:
    assert soften("«سلام»…", "ary-Arab") == "«سلام»…"


def test_soften_does_not_hide_a_spelling_that_must_be_rephrased() -> None:
    assert soften("reçu", "fr") == "reçu"
