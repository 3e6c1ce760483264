"""The console's page for the recording of voices."""

from __future__ import annotations

import re

import pytest

from tests.console.conftest import House

WHO = "Association Amal, 0522 00 00 00"


def test_an_invitation_is_shown_once_and_opens_the_recording(house: House) -> None:
    desk = house.sign_in("supervisor")
    answer = desk.post("/console/voices/invite", who=WHO, people="3", days="7")
    link = re.search(r'href="(http[^"]+/recording/[^"]+)"', answer.text)
    assert link
    welcome = house.app.test_client().get("/recording/" + link[1].rpartition("/")[2])
    assert welcome.status_code == 200
    assert "Association Amal" in welcome.text
    assert "/recording/" not in desk.page("/console/voices")


@pytest.mark.parametrize(
    "given",
    [
        {"who": " ", "people": "3", "days": "7"},
        {"who": "x" * 121, "people": "3", "days": "7"},
        {"who": WHO, "people": "0", "days": "7"},
        {"who": WHO, "people": "three", "days": "7"},
        {"who": WHO, "people": "3", "days": "366"},
    ],
)
def test_what_cannot_be_an_invitation_is_told(house: House, given: dict[str, str]) -> None:
    answer = house.sign_in("administrator").post("/console/voices/invite", **given)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "/recording/" not in answer.text


def test_a_voice_is_erased_with_its_code(house: House) -> None:
    desk, studio = house.sign_in("administrator"), house.app.extensions["haqqi_studio"]
    link = re.search(r"/recording/([^\"<]+)", desk.post("/console/voices/invite", who=WHO, people="1", days="1").text)
    assert link
    name = studio.join(house.app.extensions["haqqi_passes"].invitation(link[1], studio.clock()), "fr", "browser", "yes")
    code = studio.code(name)
    assert desk.post("/console/voices/erase", code=f"{code[:3]} {code[3:6]} {code[6:]}").status_code == 200
    assert studio.progress().withdrawn == 1
    assert desk.post("/console/voices/erase", code="000000000").status_code == 404
    assert house.audit("recording") == ["erase_voice"]


@pytest.mark.parametrize("role", ["operator", "auditor"])
def test_others_do_not_see_it(house: House, role: str) -> None:
    desk = house.sign_in(role)
    assert desk.get("/console/voices").status_code == 403
    assert "/console/voices" not in desk.page("/console")
