"""Every code of the standard has one line that says what to do, in the code and in the guide alike. Codes: facts 7.1."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.registry import RegistryRefusedError, RegistryUnavailableError
from assistant.registry.dci.advice import ADVICE, line, refusal
from assistant.settings import Settings

GUIDE = Path(__file__).parents[2] / "docs" / "registry.md"
STANDARD = [
    "err.request.bad",
    "err.request.unauthorized",
    "err.request.forbidden",
    "err.request.not_found",
    "err.request.timeout",
    "err.request.too_many_requests",
    "err.version.not_supported",
    "err.sender_id.invalid",
    "err.signature.missing",
    "err.signature.invalid",
    "err.encryption.invalid",
    "err.service.unavailable",
    "rjct.reference_id.invalid",
    "rjct.reference_id.duplicate",
    "rjct.timestamp.invalid",
    "rjct.search_criteria.invalid",
    "rjct.filter.invalid",
    "rjct.sort.invalid",
    "rjct.pagination.invalid",
    "rjct.search.too_many_records_found",
    "rjct.version.invalid",
    "rjct.message_id.duplicate",
    "rjct.message_ts.invalid",
    "rjct.action.invalid",
    "rjct.action.not_supported",
    "rjct.total_count.invalid",
    "rjct.total_count.limit_exceeded",
    "rjct.errors.too_many",
]


@pytest.mark.parametrize("code", STANDARD)
def test_every_code_of_the_standard_is_known(code: str) -> None:
    assert refusal(code).code == code


@pytest.mark.parametrize("code", sorted(ADVICE))
def test_each_code_has_one_line_which_the_guide_shows(code: str) -> None:
    assert f"| `{code}` | {ADVICE[code]} |\n" in GUIDE.read_text(encoding="utf-8")
    assert "\n" not in line(code)


@pytest.mark.parametrize(
    "code", [None, 7, {}, "", "err.unheard.of", "0612345678", "signature.invalid", "err.request.bad\nx"]
)
def test_what_is_no_known_code_is_never_repeated(code: object) -> None:
    """It may be anything, a person's number included."""
    error = refusal(code)
    assert isinstance(error, RegistryRefusedError)
    assert str(error) == line("refused")


def test_only_what_may_pass_is_tried_again() -> None:
    later = [code for code in ADVICE if isinstance(refusal(code), RegistryUnavailableError)]
    assert later == ["err.request.timeout", "err.request.too_many_requests", "err.service.unavailable"]


def test_the_guide_names_every_setting_and_no_other() -> None:
    known = {f"HAQQI_{name.upper()}" for name in Settings.model_fields if name.startswith("dci_")}
    guide = GUIDE.read_text(encoding="utf-8")
    assert [name for name in known if f"`{name}`" not in guide] == []
    advised = {word.strip(",:;") for text in ADVICE.values() for word in text.split() if word.startswith("HAQQI_DCI_")}
    assert advised <= known
