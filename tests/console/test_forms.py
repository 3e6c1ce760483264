"""No form of another site's, and no header that would let one in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.console.web import POLICY
from tests.console.conftest import Desk, House, knock


def posts(house: House) -> Iterator[str]:
    """Every address that takes a POST, with ids and names that exist or may."""
    for rule in house.app.url_map.iter_rules():
        if rule.endpoint.startswith("console.") and "POST" in (rule.methods or ()):
            path = re.sub(r"<int:[a-z_]+>", "1", rule.rule)
            yield path.replace("<login>", "samir").replace("<action>", "disable").replace("<reference>", "40718265")


def test_every_post_without_the_sessions_token_is_refused(house: House) -> None:
    desk = house.sign_in("administrator")
    checked = list(posts(house))
    assert len(checked) > 20
    for path in checked:
        for form in ({}, {"csrf": ""}, {"csrf": "0" * 64}):
            assert desk.client.post(path, data=form).status_code == 403, path


def test_the_token_of_one_session_is_no_token_of_another(house: House) -> None:
    mine, other = house.sign_in(), house.sign_in()
    assert other.client.post("/console/next", data={"csrf": mine.csrf}).status_code == 403


def test_a_form_that_comes_from_another_site_is_refused_whatever_it_brings(house: House) -> None:
    desk = house.sign_in()
    for site in ("cross-site", "same-site"):
        answer = desk.client.post("/console/next", data={"csrf": desk.csrf}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403


def test_the_sign_in_form_has_a_token_of_its_own(house: House) -> None:
    login = house.account()
    client = house.app.test_client()
    client.get("/console/sign-in")
    assert client.post("/console/sign-in", data={"login": login, "password": "x"}).status_code == 403
    assert knock(house.app.test_client(), login, "wrong").status_code == 403


@pytest.mark.parametrize("path", ["/console", "/console/sign-in", "/console/person/999999", "/console/nothing-here"])
def test_every_answer_is_contained(house: House, operator: Desk, path: str) -> None:
    headers = operator.get(path).headers
    if path.endswith("nothing-here"):
        return  # no page of ours: the application's own 404
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_no_page_names_another_host_or_has_script_or_style_in_it(house: House) -> None:
    contact_id, _ = house.asking()
    desk = house.sign_in("administrator")
    for path in (
        "/console",
        f"/console/person/{contact_id}",
        "/console/operators",
        "/console/audit",
        "/console/account",
    ):
        page = desk.page(path)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
        assert not re.search(r"<script(?![^>]* src=)|<style|\son[a-z]+=|style=", page), path


def test_the_first_page_is_small(house: House) -> None:
    """With forty people on it, its style and its scripts: under 60 kB, before any compression."""
    for _ in range(3):
        house.asking()
    desk = house.sign_in()
    page = desk.page("/console")
    row = len(page[page.index('<li class="rank-') :].partition("</li>")[0].encode())
    files = sum(len(desk.get(f"/console/static/{name}").data) for name in ("console.css", "console.js", "sms.js"))
    assert len(page.encode()) + files + 40 * row < 60_000


def test_too_large_a_form_is_refused(house: House, operator: Desk) -> None:
    answer = operator.client.post("/console/next", data={"csrf": operator.csrf, "x": "y" * 100_000})
    assert answer.status_code == 413
