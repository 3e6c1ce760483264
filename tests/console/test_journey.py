"""The whole of an operator's work in one story: somebody waits, is found, answered, and handed back."""

from __future__ import annotations

from tests.console.conftest import House


def test_a_person_is_taken_answered_and_handed_back(house: House) -> None:
    contact_id, phone = house.asking()
    house.town.arrived(phone)
    desk = house.sign_in()
    assert "demande une personne" in desk.page("/console")
    taken = desk.post("/console/next")
    assert taken.location == f"/console/person/{contact_id}"
    page = desk.page(taken.location)
    assert "موظف" in page
    desk.do(contact_id, "answer", text="شنو بغيتو؟")
    house.town.settle()
    (told,) = house.town.arrived(phone)
    assert told.endswith("شنو بغيتو؟")
    assert "بنادم" in told  # the person is told that a human writes
    house.town.write(phone, "بغيت نعرف واش عندي الحق")
    assert house.town.arrived(phone) == []  # the machine is silent
    assert "بغيت نعرف" in desk.page(f"/console/person/{contact_id}/talk")
    desk.do(contact_id, "hand-back")
    house.town.settle()
    back = "\n".join(house.town.arrived(phone))
    assert "الماكينة" in back
    house.town.write(phone, "1")
    assert house.town.step(phone).startswith("eligibility.")
    desk.do(contact_id, "close", closing="answered")
    assert "Personne n&#39;attend" in desk.page("/console")
