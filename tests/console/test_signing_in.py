"""Who gets in, for how long, and what happens to whoever guesses."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest

from assistant.console import passwords
from assistant.console.roles import RIGHTS, ROLES
from assistant.console.signing_in import IDLE, LOCKED_SECONDS, LONGEST, MOST_TRIES
from tests.console.conftest import PASSWORD, House, knock


def test_a_stranger_sees_nothing_but_the_form(house: House) -> None:
    client = house.app.test_client()
    for path in ("/console", "/console/person/1", "/console/audit", "/console/operators", "/console/account"):
        answer = client.get(path)
        assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/console/sign-in")
    for path in ("/console/rows", "/console/person/1/talk", "/console/live/queue"):
        assert client.get(path).status_code == 401


def test_unknown_login_wrong_password_and_disabled_account_are_told_the_same(house: House) -> None:
    login, gone = house.account(), house.account()
    with house.database.begin() as tx:
        operator = tx.operators.get(gone)
        assert operator is not None
        tx.operators.disable(operator.id, house.town.clock())
    told = set()
    for name, password in ((login, "wrong password"), ("nobody-at-all", PASSWORD), (gone, PASSWORD)):
        answer = knock(house.app.test_client(), name, password)
        assert answer.status_code == 403
        found = re.search(r'role="alert">([^<]+)', answer.text)
        assert found
        told.add(found[1])
    assert len(told) == 1


@pytest.mark.parametrize("exists", [True, False])
def test_five_wrong_tries_lock_the_account_and_a_stranger_alike(house: House, exists: bool) -> None:
    login = house.account() if exists else f"nobody-{house.town.clock.now:%H%M%S%f}"
    for _ in range(MOST_TRIES):
        assert "incorrect" in knock(house.app.test_client(), login, "wrong").text
    assert "15 minutes" in knock(house.app.test_client(), login, PASSWORD).text
    house.town.clock.now += timedelta(seconds=LOCKED_SECONDS + 1)
    assert (knock(house.app.test_client(), login, PASSWORD).status_code == 302) == exists


def test_a_session_ends_when_nobody_uses_it_and_at_the_end_of_the_day(house: House) -> None:
    desk = house.sign_in()
    house.town.clock.now += IDLE - timedelta(minutes=1)
    desk.page("/console")
    house.town.clock.now += IDLE - timedelta(minutes=1)
    desk.page("/console")
    house.town.clock.now += IDLE + timedelta(minutes=1)
    assert desk.get("/console").status_code == 302
    busy = house.sign_in()
    for _ in range(int(LONGEST / (IDLE / 2)) + 1):
        house.town.clock.now += IDLE / 2
        last = busy.get("/console").status_code
    assert last == 302


def test_what_a_page_calls_by_itself_keeps_no_session_alive(house: House) -> None:
    desk = house.sign_in()
    for _ in range(3):
        house.town.clock.now += IDLE / 2
        desk.get("/console/rows")
    assert desk.get("/console").status_code == 302


def test_the_session_is_another_after_every_sign_in_and_ends_with_the_sign_out(house: House) -> None:
    login = house.account()
    first, second = house.sign_in(login=login), house.sign_in(login=login)
    tokens = [desk.client.get_cookie("haqqi-console") for desk in (first, second)]
    assert tokens[0]
    assert tokens[1]
    assert tokens[0].value != tokens[1].value
    assert tokens[0].http_only
    assert tokens[0].same_site == "Strict"
    first.post("/console/sign-out")
    assert first.get("/console").status_code == 302
    assert second.get("/console").status_code == 200


def test_a_new_password_and_a_disabled_account_end_every_session(house: House) -> None:
    login = house.account()
    here, there = house.sign_in(login=login), house.sign_in(login=login)
    answer = here.post("/console/account/password", old=PASSWORD, new="encore trois mots", again="encore trois mots")
    assert answer.status_code == 302
    assert [desk.get("/console").status_code for desk in (here, there)] == [302, 302]
    assert knock(house.app.test_client(), login, PASSWORD).status_code == 403
    assert knock(house.app.test_client(), login, "encore trois mots").status_code == 302


@pytest.mark.parametrize("weak", ["court", "motdepasse1", "aaaaaaaaaaaa", "x" * 129])
def test_weak_passwords_are_refused(house: House, weak: str) -> None:
    desk = house.sign_in()
    assert desk.post("/console/account/password", old=PASSWORD, new=weak, again=weak).status_code == 400
    assert passwords.weakness(f"{desk.login}-2026", desk.login) == "password-common"


def test_a_one_time_code_is_asked_for_once_it_is_switched_on_and_taken_once(house: House) -> None:
    desk = house.sign_in()
    secret = re.search(r'name="secret" value="([A-Z2-7]{32})"', desk.page("/console/account"))
    assert secret
    totp = pyotp.TOTP(secret[1])
    wrong = desk.post("/console/account/totp", secret=secret[1], old=PASSWORD, code="000000")
    assert wrong.status_code == 400
    code = totp.at(house.town.clock())
    assert desk.post("/console/account/totp", secret=secret[1], old=PASSWORD, code=code).status_code == 302
    assert knock(house.app.test_client(), desk.login, PASSWORD).status_code == 403
    assert knock(house.app.test_client(), desk.login, PASSWORD, code).status_code == 403  # it was used just now
    house.town.clock.now += timedelta(seconds=30)
    code = totp.at(house.town.clock())
    assert knock(house.app.test_client(), desk.login, PASSWORD, code).status_code == 302
    assert knock(house.app.test_client(), desk.login, PASSWORD, code).status_code == 403


def test_the_passwords_are_kept_as_argon2id(house: House) -> None:
    login = house.account()
    with house.database.read() as tx:
        operator = tx.operators.get(login)
    assert operator is not None
    assert operator.password_hash.startswith("$argon2id$")


def test_the_way_back_leads_nowhere_else(house: House) -> None:
    """An address of somebody else's in `next` is not followed."""
    client = house.app.test_client()
    for hostile in ("https://evil.example/", "//evil.example", "/console//evil.example", "/console\\evil", "/other"):
        form = client.get("/console/sign-in", query_string={"next": hostile}).text
        assert 'name="next" value="/console"' in form


def test_every_page_needs_a_right_that_some_role_has_and_some_have_not(house: House) -> None:
    """Read from the application's own map of addresses: no page can be forgotten."""
    rules = [rule for rule in house.app.url_map.iter_rules() if rule.endpoint.startswith("console.")]
    rights = {
        rule.endpoint: getattr(house.app.view_functions[rule.endpoint], "right", None)
        for rule in rules
        if rule.endpoint not in ("console.static", "console.sign_in", "console.sign_in_form")
    }
    assert None not in rights.values()
    assert set(rights.values()) <= RIGHTS["administrator"]
    assert len(rights) > 20


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_pages_and_no_other(house: House, role: str) -> None:
    desk = house.sign_in(role)
    contact_id, _ = house.asking()
    pages = {
        "/console": "see",
        f"/console/person/{contact_id}": "see",
        "/console/calls": "help",
        "/console/operators": "accounts",
        "/console/audit": "audit",
        "/console/account": "own",
    }
    for path, right in pages.items():
        assert desk.get(path).status_code == (200 if right in RIGHTS[role] else 403), (role, path)
    taken = desk.do(contact_id, "take").status_code
    assert taken == (302 if "help" in RIGHTS[role] else 403)
