"""An operator finds the person by the number that was whispered before the call was put through."""

from __future__ import annotations

import pytest

from tests.console.conftest import House


def test_the_number_opens_the_person(house: House) -> None:
    """With or without its zeros; the person's page shows it, too."""
    contact_id, _ = house.asking()
    with house.database.read() as tx:
        [ticket] = tx.tickets.of_contact(contact_id)
    desk = house.sign_in()
    for number in (str(ticket.id), f"{ticket.id:04}", f" {ticket.id:04} "):
        answer = desk.client.get("/console/reference", query_string={"number": number})
        assert answer.location == f"/console/person/{contact_id}"
    assert f"demande {ticket.id:04}" in desk.page(f"/console/person/{contact_id}")


@pytest.mark.parametrize("number", ["", "999999", "abc", "١٢", "-1", "1" * 40, "1;drop", "<script>"])
def test_a_number_that_no_request_has_is_told(house: House, number: str) -> None:
    desk = house.sign_in()
    answer = desk.client.get("/console/reference", query_string={"number": number}, follow_redirects=True)
    assert answer.status_code == 200
    assert "Aucune demande ne porte ce numéro." in answer.text


def test_whoever_is_not_signed_in_finds_nobody(house: House) -> None:
    answer = house.app.test_client().get("/console/reference?number=1")
    assert "/console/person" not in (answer.location or "")
    assert answer.status_code in (302, 401, 403)
