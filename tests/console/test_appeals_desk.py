"""The appeals desk: papers, states, the letter, and receipts."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from assistant.appeals import Draft, Filed, file_appeal
from tests.console.conftest import House

NAME = "Fatima"


def filed(house: House, kind: str = "asd", words: str = f"Je suis {NAME}, carte AB123456 <b>") -> tuple[Filed, int]:
    contact_id, _ = house.person("bonjour", "1")
    key = house.app.extensions["haqqi_console"].receipts_key
    now = house.town.clock()
    with house.database.begin() as tx:
        draft = Draft(kind, "household", words, now.date() - timedelta(days=13))
        made = file_appeal(tx, contact_id, draft, now, Random(), key)
    return made, contact_id


def test_an_appeal_goes_its_way_and_only_its_way(house: House) -> None:
    made, _ = filed(house)
    address = f"/console/appeals/{made.appeal.id}"
    desk = house.sign_in()
    assert made.reference[:4] in desk.page("/console/appeals")
    assert desk.post(f"{address}/move", state="upheld", revision="0").status_code == 400
    assert desk.post(f"{address}/move", state="acknowledged", revision="0", note="vu au guichet").status_code == 302
    page = desk.page(address)
    assert "vu au guichet" in page
    assert desk.post(f"{address}/move", state="under_review", revision="1").status_code == 302


def test_of_two_who_move_it_from_the_same_page_one_is_told(house: House) -> None:
    made, _ = filed(house)
    address = f"/console/appeals/{made.appeal.id}"
    first, second = house.sign_in(), house.sign_in()
    assert first.post(f"{address}/move", state="acknowledged", revision="0").status_code == 302
    assert second.post(f"{address}/move", state="withdrawn", revision="0").status_code == 409
    with house.database.read() as tx:
        appeal = tx.appeals.get(made.appeal.id)
    assert appeal is not None
    assert appeal.state == "acknowledged"


def test_papers_are_ticked_off_with_who_saw_them(house: House) -> None:
    made, _ = filed(house)
    address = f"/console/appeals/{made.appeal.id}"
    desk = house.sign_in()
    assert desk.post(f"{address}/paper", paper="identity", seen="yes").status_code == 302
    assert desk.login in desk.page(address)
    assert desk.post(f"{address}/paper", paper="a dragon", seen="yes").status_code == 400
    desk.post(f"{address}/paper", paper="identity", seen="no")
    with house.database.read() as tx:
        assert tx.appeals.papers(made.appeal.id) == ()


def test_the_persons_words_are_masked_on_the_desk_and_whole_in_the_letter(house: House) -> None:
    made, _ = filed(house)
    desk = house.sign_in()
    page = desk.page(f"/console/appeals/{made.appeal.id}")
    assert "AB123456" not in page
    assert "<b>" not in page
    letter = desk.get(f"/console/appeals/{made.appeal.id}/letter?lang=ar")
    assert "AB123456" in letter.text
    assert "sandbox" in letter.headers["Content-Security-Policy"]
    assert "script-src" not in letter.headers["Content-Security-Policy"]
    assert house.audit(f"appeal:{made.appeal.id}") == ["view", "letter"]


def test_a_receipt_is_checked_and_leads_to_its_appeal(house: House) -> None:
    made, _ = filed(house)
    desk = house.sign_in()
    receipt = made.appeal.filing.receipt or ""
    good = desk.post("/console/appeals/receipt", receipt=f"Haqqi:\n{receipt[:40]}\n{receipt[40:]}").text
    assert f"/console/appeals/{made.appeal.id}" in good
    for bad in ("", "HQ1.nothing", receipt[:-1] + ("A" if receipt[-1] != "A" else "B"), "<script>"):
        told = desk.post("/console/appeals/receipt", receipt=bad).text
        assert 'role="alert"' in told
        assert "/console/appeals/" not in told.partition("<main")[2]


def test_an_erased_person_leaves_an_appeal_without_words(house: House) -> None:
    made, _ = filed(house)
    with house.database.begin() as tx:
        contact = tx.contacts.by_id(made.appeal.contact_id or 0)
        assert contact is not None
        tx.erase_person(contact.phone)
    desk = house.sign_in()
    page = desk.page(f"/console/appeals/{made.appeal.id}")
    assert made.reference not in page
    assert desk.get(f"/console/appeals/{made.appeal.id}/letter").status_code == 404
    assert desk.page("/console/appeals")


def test_the_deadline_comes_first_on_the_desk(house: House) -> None:
    late, _ = filed(house, "correct")
    soon, _ = filed(house)
    page = house.sign_in().page("/console/appeals")
    assert page.index(f"/console/appeals/{soon.appeal.id}") < page.index(f"/console/appeals/{late.appeal.id}")


def test_whoever_filed_is_told_of_a_move_and_can_be_left_alone(house: House) -> None:
    made, contact_id = filed(house)
    address, desk = f"/console/appeals/{made.appeal.id}", house.sign_in()
    phone = phone_of(house, contact_id)
    arrived(house, phone)
    desk.post(f"{address}/move", state="acknowledged", revision="0")
    assert arrived(house, phone) == []
    desk.post(f"{address}/move", state="under_review", revision="1", tell="yes")
    told = arrived(house, phone)
    assert "en cours" in told[0]
    assert f"{made.reference[:4]} {made.reference[4:]}" in told[0]
    assert "Et maintenant" not in "".join(told)


def test_whoever_wrote_of_something_else_meanwhile_goes_on_there(house: House) -> None:
    made, contact_id = filed(house)
    phone, desk = phone_of(house, contact_id), house.sign_in()
    house.town.write(phone, "1")
    stood = house.town.step(phone)
    arrived(house, phone)
    desk.post(f"/console/appeals/{made.appeal.id}/move", state="acknowledged", revision="0", tell="yes")
    assert "lue" in arrived(house, phone)[0]
    assert house.town.step(phone) == stood


def test_a_missing_paper_and_a_refusal_come_with_what_can_be_done(house: House) -> None:
    for states, words in ((("acknowledged", "under_review", "information_asked"), "manque un papier"),
                          (("acknowledged", "under_review", "rejected"), "centre")):  # fmt: skip
        made, contact_id = filed(house)
        phone, desk = phone_of(house, contact_id), house.sign_in()
        for revision, state in enumerate(states):
            arrived(house, phone)
            desk.post(f"/console/appeals/{made.appeal.id}/move", state=state, revision=str(revision), tell="yes")
        assert words in " ".join(arrived(house, phone))


def phone_of(house: House, contact_id: int) -> str:
    with house.database.read() as tx:
        contact = tx.contacts.by_id(contact_id)
    assert contact is not None
    return contact.phone


def arrived(house: House, phone: str) -> list[str]:
    """What the person got since the last look, once every job is done."""
    house.town.settle()
    return house.town.arrived(phone)
