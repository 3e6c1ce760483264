"""Handing a call over to a person: when the service centre is open, and what its callers are told. Pure."""

from assistant.handover.centre import ServiceCentre, operator_number
from assistant.handover.errors import HandoverError
from assistant.handover.hours import OpeningHours

__all__ = ["HandoverError", "OpeningHours", "ServiceCentre", "operator_number"]
