"""Invitations and passes: ours alone, for a time, and one is never the other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.recording import Invitation, InvitationError, Passes, UnknownSpeakerError
from tests.recording.conftest import INVITATION, NOW

PASSES = Passes(b"a key of thirty-two bytes or so.")


def test_an_invitation_reads_back() -> None:
    assert PASSES.invitation(PASSES.invite(INVITATION), NOW) == INVITATION
    assert PASSES.name(PASSES.admit("v01", NOW), NOW) == "v01"


@pytest.mark.parametrize("forged", ["", "x", "a.b", PASSES.invite(INVITATION)[:-1], PASSES.admit("v01", NOW)])
def test_what_is_not_ours_invites_nobody(forged: str) -> None:
    with pytest.raises(InvitationError):
        PASSES.invitation(forged, NOW)


@pytest.mark.parametrize("forged", ["", "x", "a.b", PASSES.admit("v01", NOW)[:-1], PASSES.invite(INVITATION)])
def test_what_is_not_ours_lets_nobody_in(forged: str) -> None:
    with pytest.raises(UnknownSpeakerError):
        PASSES.name(forged, NOW)


def test_another_service_invites_nobody_here() -> None:
    with pytest.raises(InvitationError):
        PASSES.invitation(Passes(b"another key").invite(INVITATION), NOW)


def test_both_end() -> None:
    with pytest.raises(InvitationError):
        PASSES.invitation(PASSES.invite(INVITATION), NOW + timedelta(days=30))
    with pytest.raises(UnknownSpeakerError):
        PASSES.name(PASSES.admit("v01", NOW), NOW + timedelta(hours=12))


@pytest.mark.parametrize("who", ["", "  ", "x" * 121])
def test_nobody_is_invited_without_saying_who_answers_for_it(who: str) -> None:
    with pytest.raises(InvitationError, match="who answers"):
        Invitation.new(who, 30, NOW)
