"""The console as operators use it: two browsers, a person with a telephone, a keyboard, and a checker of accessibility."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from assistant.console import passwords
from assistant.processes import end
from assistant.settings import load_settings
from assistant.storage import Cipher, Database
from tests.browser.chromium import PROGRAM, page
from tests.browser.console_town import PASSWORD, ConsoleTown, console_town, populate, sign_in
from tests.console.payloads import PAYLOADS
from tests.journeys.conftest import Service, start_service
from tests.journeys.provider import RestApi
from tests.town import START

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine (Debian: apt install chromium)"),
]
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service as `haqqi up` starts it, with two operators."""
    api = RestApi()
    running = start_service(tmp_path_factory.mktemp("console"), api)
    settings = load_settings(home=running.home, database_url="")
    database = Database(settings.effective_database_url, Cipher(settings.encryption_keys, settings.secret_key.encode()))
    with database.begin() as tx:
        for login in ("samir", "leila"):
            tx.operators.add(login, login.title(), "operator", "fr", passwords.hashed(PASSWORD), START)
    database.close()
    yield running
    end(running.process)
    api.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleTown]:
    with console_town(tmp_path_factory.mktemp("town")) as made:
        yield made


def enter(shown, base_url: str, login: str) -> None:
    shown.goto(f"{base_url}/console/sign-in")
    shown.fill("#login", login)
    shown.fill("#password", PASSWORD)
    shown.press("#password", "Enter")
    shown.wait_for_url(f"{base_url}/console")


def test_from_an_sms_to_the_end_of_the_flow(service: Service) -> None:
    """A person asks for somebody; an operator takes them, answers, sees the reply without a reload, hands back; the
    machine goes on and the flow ends."""
    person = service.person("+212661234501")
    with page() as shown:
        enter(shown, service.base_url, "samir")
        assert shown.locator(".queue li").count() == 0
        for text in ("salam", "1", "3"):
            person.hear(text)
        person.hear("mowadaf")
        shown.locator(".queue li").first.wait_for(timeout=15000)  # live, with no reload
        shown.keyboard.press("n")  # one keystroke
        shown.wait_for_url("**/console/person/*")
        shown.fill("#text", "Chno bghitou?")
        assert "1 SMS" in shown.inner_text("#size")
        shown.click("form[action$='/answer'] button")
        told = "\n".join(person.later())
        assert told.endswith("Chno bghitou?")
        shown.locator(".talk .human").wait_for()
        here = shown.url
        assert person.write("bghit n3ref IDCS dyali") == []  # the machine is silent
        shown.locator(".talk .in", has_text="bghit n3ref").wait_for(timeout=15000)
        assert shown.url == here
        shown.click("form[action$='/hand-back'] button")
        assert "lmakina" in "\n".join(person.later())
        answers = [person.hear(text) for text in ("1", "1")]
        assert all(answers)
        shown.select_option("#closing", "answered")
        shown.click("form[action$='/close'] button")
        shown.wait_for_url("**/console")
        shown.locator(".nobody").wait_for(timeout=15000)


def test_two_browsers_never_hold_one_person(service: Service) -> None:
    person = service.person("+212661234502")
    for text in ("salam", "1", "mowadaf"):
        person.hear(text)
    with page() as first:
        enter(first, service.base_url, "samir")
        other_context = first.context.browser.new_context()
        second = other_context.new_page()
        enter(second, service.base_url, "leila")
        for shown in (first, second):
            shown.locator(".queue li").first.wait_for(timeout=15000)
        first.click("#next button")
        first.wait_for_url("**/console/person/*")
        second.locator(".with", has_text="samir").wait_for(timeout=15000)  # live
        assert second.locator(".queue form").count() == 0
        second.click("#next button")
        second.wait_for_url("**empty=1*")
        second.goto(first.url)
        assert second.locator("textarea").count() == 0
        assert "samir" in second.inner_text(".notice")
        first.click("form[action$='/leave'] button")
        first.wait_for_url("**/console")
        second.goto(f"{service.base_url}/console")
        second.click("#next button")
        second.wait_for_url("**/console/person/*")
        other_context.close()


PAGES = (
    "/console",
    "/console/person/{person}",
    "/console/calls",
    "/console/appeals",
    "/console/appeals/1",
    "/console/figures",
    "/console/voices",
    "/console/operators",
    "/console/audit",
    "/console/account",
    "/console/person/999999",
)


@pytest.fixture(scope="module")
def peopled(place: ConsoleTown) -> tuple[ConsoleTown, int]:
    return place, place.contact(populate(place))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_no_page_has_a_serious_barrier(peopled: tuple[ConsoleTown, int], lang: str, width: int) -> None:
    """axe-core, in both languages, on a telephone and on a desk; and no page is wider than the screen."""
    place, person = peopled
    with page(width, 800) as shown:
        shown.goto(f"{place.url}/console/sign-in?lang={lang}")
        found = {"sign-in": barriers(shown)}
        sign_in(shown, place, "amina", lang)
        shown.goto(f"{place.url}/console/person/{person}")
        if (take := shown.locator("form[action$='/take'] button")).count():
            take.first.click()
            shown.locator("textarea").first.wait_for()
        for path in PAGES:
            shown.goto(place.url + path.format(person=person))
            shown.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
            found[path] = barriers(shown)
            assert shown.evaluate("document.documentElement.scrollWidth") <= width, path
            assert shown.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
    assert {path: faults for path, faults in found.items() if faults} == {}


def barriers(shown) -> list[str]:
    result = Axe().run(
        shown, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
        for fault in result.response["violations"]
        if fault["impact"] in SERIOUS
    ]


def test_hostile_texts_run_in_no_browser(peopled: tuple[ConsoleTown, int]) -> None:
    """Every payload by SMS, while the page is open: nothing runs, and the browser was never even asked to."""
    place, _ = peopled
    phone = "+212661000099"
    place.town.write(phone, "bonjour")
    person = place.contact(phone)
    with page() as shown:
        refused: list[str] = []
        shown.on(
            "console", lambda message: refused.append(message.text) if "Content Security" in message.text else None
        )
        sign_in(shown, place, "amina")
        shown.goto(f"{place.url}/console/person/{person}")
        for payload in PAYLOADS:
            place.town.clock.now += timedelta(seconds=15)
            place.town.write(phone, payload)
        shown.locator(".talk .in").nth(len(PAYLOADS)).wait_for(timeout=20000)  # live
        assert "pwned" not in shown.title()
        assert shown.locator("main script, main iframe, main img, main object, main embed").count() == 0
        shown.goto(f"{place.url}/console")
        assert "pwned" not in shown.title()
        assert refused == []


def test_the_keyboard_alone_is_enough(peopled: tuple[ConsoleTown, int]) -> None:
    """From signing in to a sent answer without a pointer; what has the focus can be seen."""
    place, _ = peopled
    with page() as shown:
        shown.goto(f"{place.url}/console/sign-in")
        shown.keyboard.type("leila")
        shown.keyboard.press("Tab")
        shown.keyboard.type(PASSWORD)
        shown.keyboard.press("Enter")
        shown.wait_for_url(f"{place.url}/console")
        outline = shown.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        shown.keyboard.press("Enter")  # the first thing to do has the focus
        shown.wait_for_url("**/console/person/*")
        shown.keyboard.press("r")
        shown.keyboard.type("Bonjour, que voulez-vous savoir ?")
        shown.keyboard.press("Tab")
        shown.keyboard.press("Enter")
        shown.locator(".talk .human").wait_for()
        seen = []
        for _ in range(60):
            shown.keyboard.press("Tab")
            seen.append(shown.evaluate("document.activeElement.closest('form')?.getAttribute('action') ?? ''"))
        for action in ("hand-back", "close", "leave", "unmask", "sign-out"):
            assert any(address.endswith(action) for address in seen), action


def test_without_scripts_the_main_actions_work(peopled: tuple[ConsoleTown, int]) -> None:
    place, _ = peopled
    with page() as opened:
        context = opened.context.browser.new_context(java_script_enabled=False)
        shown = context.new_page()
        sign_in(shown, place, "samir")
        shown.click("#next button")
        assert re.search(r"/console/person/\d+$", shown.url)
        shown.select_option("#template", "wait")
        shown.click(".templates button")
        assert shown.input_value("#text")
        shown.click("form[action$='/answer'] button")
        assert shown.locator(".notice.good").count() == 1
        assert shown.locator(".talk .human").count() == 1
        shown.click("form[action$='/close'] button")
        assert shown.url.endswith("/console")
        context.close()
