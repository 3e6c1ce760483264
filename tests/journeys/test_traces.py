"""After real conversations, nothing of the people is readable in any file that the service wrote."""

from __future__ import annotations

from tests.journeys.conftest import Service
from tests.journeys.provider import Person

PHONE = "+212698765432"
WORDS = "Khadija a vendu la mule grise"
CARD = "QX987123"
IDENTIFIER = "0123456780"


def talk(person: Person) -> None:
    """Contests something in words of her own, types a card and an identifier, and leaves."""
    for text in ("bonjour", "1", "2", "1", "1", WORDS, "1"):
        person.write(text)
    assert "Récépissé" in "\n".join(person.later())
    for text in ("bonjour", "3", "3", IDENTIFIER, "menu", "3", "4", CARD, "1", "01/02/1961", "1"):
        person.write(text)
    person.later()


def test_no_file_shows_who_said_what(service: Service) -> None:
    talk(service.person(PHONE))
    planted = [PHONE[1:], PHONE[4:], WORDS, "Khadija", "mule", CARD, CARD.lower(), IDENTIFIER]
    read = 0
    for path in service.home.rglob("*"):
        if path.is_file() and path.name != "registry.sqlite":
            content = path.read_bytes()
            read += 1
            assert [word for word in planted if word.encode() in content] == [], path.name
    assert read >= 4  # the database and its log, Redis' log file, the service's own
