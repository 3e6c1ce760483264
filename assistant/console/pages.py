"""All pages of the console: importing them puts them on the blueprint."""

from assistant.console import (
    account_pages,
    appeals_pages,
    audit_pages,
    conversation_pages,
    figures_pages,
    people_pages,
    queue_pages,
    signing_in_pages,
    statement_pages,
    voices_pages,
)
from assistant.console.web import blueprint

__all__ = [
    "account_pages",
    "appeals_pages",
    "audit_pages",
    "blueprint",
    "conversation_pages",
    "figures_pages",
    "people_pages",
    "queue_pages",
    "signing_in_pages",
    "statement_pages",
    "voices_pages",
]
