"""The page that checks receipts, in a browser: online, and saved on a stick with the network off. And the letter on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.app import create_app, derived
from assistant.appeals import LOCALES, Receipt, letter
from assistant.settings import load_settings
from tests.appeals.sample import BASE_URL, NOTICE, WORDS, appeal_of
from tests.browser.chromium import PROGRAM, page
from tests.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine (Debian: apt install chromium)"),
]
FILED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, bytes]]:
    """The address of a running service, and the key with which it signs."""
    settings = load_settings(home=tmp_path_factory.mktemp("check"), redis_url="", database_url="")
    with served(create_app(settings, dispatch=False)) as port:
        yield f"http://127.0.0.1:{port}/receipts/check", derived(settings, "receipts")


def good(key: bytes) -> str:
    tried = datetime(2026, 2, 28, 23, 30, tzinfo=UTC)
    return Receipt("12345670", "asd", FILED, date(2026, 3, 15), tried).sign(key)


def tampered(receipt: str) -> str:
    """The reference is another; the signature stays."""
    return receipt[:6] + ("A" if receipt[6] != "A" else "B") + receipt[7:]


def verdict(shown) -> str:
    shown.locator("#verdict.good, #verdict.bad, #verdict.unsure").wait_for()
    return str(shown.locator("#verdict").get_attribute("class"))


def test_a_good_receipt_from_a_qr_code_is_shown_with_all_it_proves(key) -> None:
    url, secret = key
    with page() as shown:
        shown.goto(f"{url}#{good(secret)}")
        assert verdict(shown) == "good"
        told = shown.locator("#told").inner_text()
        for part in ("1234 5670", "02/03/2026 09:00", "15/03/2026", "28/02/2026 23:30", "الدعم الاجتماعي"):
            assert part in told
        assert shown.locator("#ar").evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_a_tampered_receipt_is_refused_and_nothing_of_it_shown(key) -> None:
    url, secret = key
    with page() as shown:
        shown.goto(f"{url}#{tampered(good(secret))}")
        assert verdict(shown) == "bad"
        assert shown.locator("#told").inner_text() == ""


def test_pasted_with_words_and_broken_lines(key) -> None:
    url, secret = key
    receipt = good(secret)
    with page() as shown:
        shown.goto(url)
        assert shown.locator("#verdict").is_hidden()
        shown.fill("#receipt", f"Haqqi:\n{receipt[:50]}\n{receipt[50:]} merci")
        assert verdict(shown) == "good"
        shown.fill("#receipt", tampered(receipt))
        shown.locator("#verdict.bad").wait_for()
        shown.fill("#receipt", "")
        shown.locator("#verdict").wait_for(state="hidden")


@pytest.mark.parametrize("hostile", ["<img src=x onerror=document.title='pwned'>", "%zz", "%3Cscript%3E", "HQ1."])
def test_an_address_that_holds_something_else_breaks_nothing(key, hostile: str) -> None:
    url, _ = key
    with page() as shown:
        shown.goto(f"{url}#{hostile}")
        assert verdict(shown) == "bad"
        assert shown.title() == "Haqqi"
        assert shown.locator("img").count() == 0


def test_a_browser_that_cannot_check_says_so_and_condemns_nothing(key) -> None:
    """As on an address without TLS, where browsers keep their cryptography shut."""
    url, secret = key
    with page() as shown:
        shown.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
        shown.goto(f"{url}#{good(secret)}")
        assert verdict(shown) == "unsure"


def test_the_next_receipt_in_the_same_tab_is_checked_too(key) -> None:
    url, secret = key
    with page() as shown:
        shown.goto(f"{url}#{good(secret)}")
        assert verdict(shown) == "good"
        shown.goto(f"{url}#{tampered(good(secret))}")
        shown.locator("#verdict.bad").wait_for()


def test_the_receipt_never_reaches_the_server(key) -> None:
    url, secret = key
    asked: list[str] = []
    with page() as shown:
        shown.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        shown.goto(f"{url}#{good(secret)}")
        assert verdict(shown) == "good"
    assert [request for request in asked if not request.startswith("data:")] == [url]


def test_a_saved_copy_checks_with_the_network_off(key, tmp_path: Path) -> None:
    url, secret = key
    saved = tmp_path / "check.html"
    with page() as shown:
        answer = shown.goto(url)
        assert answer is not None
        saved.write_bytes(answer.body())
    with page() as shown:
        shown.context.set_offline(True)
        shown.goto(f"{saved.as_uri()}#{good(secret)}")
        assert verdict(shown) == "good"
        shown.fill("#receipt", tampered(good(secret)))
        shown.locator("#verdict.bad").wait_for()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("long", [False, True])
def test_the_letter_is_one_sheet_of_paper(locale: str, long: bool) -> None:
    """The longest that three SMS hold, too."""
    words = (WORDS[locale] * 10)[:460] if long else WORDS[locale]
    asd = appeal_of("asd", text=words, notice_date=NOTICE, deadline=date(2026, 3, 7), contested="household")
    with page() as shown:
        shown.set_content(letter(asd, locale, BASE_URL))
        pdf = shown.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_markup_in_a_letter_stays_text() -> None:
    hostile = appeal_of(text="<img src=x onerror=document.title='pwned'><script>document.title='pwned'</script>")
    with page() as shown:
        shown.set_content(letter(hostile, "ar", BASE_URL))
        assert "pwned" not in shown.title()
        assert shown.locator("img, script").count() == 0
