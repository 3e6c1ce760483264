"""The console says everything in both its languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant import console
from assistant.console.phrases import lists
from assistant.console.roles import ROLES
from assistant.console.templates_for import templates_in
from assistant.console.words import LOCALES, load_words
from assistant.stalled import CLOSINGS
from tests.console.conftest import House

ROOM = Path(console.__file__).parent
WORDS = load_words()


def named() -> set[str]:
    """Every id that a template or a module names in full."""
    templates = "".join(path.read_text(encoding="utf-8") for path in (ROOM / "templates").rglob("*.html"))
    modules = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    in_templates = re.findall(r'\bt\("([a-z][a-z0-9-]+)"[,)]', templates) + re.findall(
        r"\bt\('([a-z][a-z0-9-]+)'", templates
    )
    in_modules = re.findall(r'(?:Error|say|_done\([^"]*)\(?"([a-z]+-[a-z-]+)"', modules) + re.findall(
        r'"(done-[a-z-]+)"', modules
    )
    return {id for id in in_templates + in_modules if not id.endswith("-")}


def test_both_languages_have_the_same_sentences() -> None:
    assert WORDS.ids("fr") == WORDS.ids("ar")


def test_every_sentence_that_is_named_is_written() -> None:
    assert len(named()) > 150
    assert named() - WORDS.ids("fr") == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_is_left_in_the_other_language(locale: str) -> None:
    arabic = {
        id for id in WORDS.ids(locale) if re.search(r"[\u0600-\u06ff]", str(WORDS.bundle(locale).format(id, "", {})))
    }
    expected = WORDS.ids("ar") - {"route-chikaya"} if locale == "ar" else set()
    assert arabic == expected


@pytest.mark.parametrize("locale", LOCALES)
def test_what_code_may_name_is_written(locale: str) -> None:
    reasons = ("asked", "not_understood", "silent", "dropped", "job_failed", "job_waits", "deadline", "undeliverable",
               "appeal", "too_long", "runaway")  # fmt: skip
    wanted = {f"reason-{reason}" for reason in reasons}
    wanted |= {f"closing-{closing}" for closing in CLOSINGS} | {f"role-{role}" for role in ROLES}
    from assistant.console.appeals_pages import STATES
    from assistant.console.conversation_pages import REASONS_TO_SEE
    from assistant.understanding.answer import SENTENCES

    wanted |= {f"appeal-state-{state}" for state in STATES} | {f"see-{reason}" for reason in REASONS_TO_SEE}
    wanted |= {f"why-{code}" for code in SENTENCES}
    modules = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    modules = modules.replace('login if known else "unknown"', "login")
    wanted |= {f"action-{action}" for action in re.findall(r'audit\.add\([^"\n]*"([a-z_]+)", ', modules)}
    assert wanted - WORDS.ids(locale) == set()


def test_the_ready_answers_are_there_in_every_locale_of_people(house: House) -> None:
    desk = house.app.extensions["haqqi_console"]
    for locale in ("ary-Arab", "ary-Latn", "fr"):
        names = {template.name for template in templates_in(desk, locale)}
        assert names == {"call", "done", "number", "papers", "wait", "which"}
        assert {f"template-{name}" for name in names} <= WORDS.ids("fr")


def test_the_lists_of_the_lexicon_can_be_read() -> None:
    assert len(lists()) > 100
