"""The text that is agreed to says what law 09-08 asks for, in every language, and every sentence exists."""

from __future__ import annotations

from typing import get_args

import pytest

from assistant.language import Bundles
from assistant.recording import consent_text
from assistant.speech.recording import Verdict
from assistant.speech.recording.consent import BY, BY_CALL, CONSENT
from assistant.speech.recording.quality import Problem

LOCALES = ("ary-Arab", "ary-Latn", "fr")
SAID = (
    "recording-refused", "recording-over", "recording-thanks", "recordings-code", "recording-say", "recording-say-digits",
    "recording-call-age", "recording-call-sex", "recording-call-keys", "recording-call-more", BY_CALL, *CONSENT,
)  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_every_verdict_and_everything_said_on_the_line_has_a_sentence(bundles: Bundles, locale: str) -> None:
    verdicts = [Verdict(problem).message for problem in get_args(Problem)]
    assert [id for id in (*verdicts, *SAID) if not bundles.has(locale, id)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_consent_names_who_answers_and_for_whom_it_is(bundles: Bundles, locale: str) -> None:
    text = "\n".join(consent_text(bundles, locale, "Association Amal"))
    assert "Association Amal" in text
    assert "18" in text
    assert len(text.splitlines()) == len(CONSENT)


def test_another_association_or_language_is_another_version(bundles: Bundles) -> None:
    texts = {consent_text(bundles, locale, who) for locale in LOCALES for who in ("A", "B")}
    assert len(texts) == 6
    assert BY in CONSENT


def test_no_sentence_blames(bundles: Bundles) -> None:
    """A verdict says what to do, never whose fault it was."""
    for problem in get_args(Problem):
        french = bundles.bundle("fr").format(Verdict(problem).message, "", {}).lower()
        assert not any(word in french for word in ("faute", "erreur", "mal ", "vous n'avez pas", "incorrect"))
