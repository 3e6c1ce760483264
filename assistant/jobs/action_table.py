"""Every action that a flow may run, by name."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.channels.missed_calls import CALL_BACK
from assistant.jobs import (
    appeal_actions,
    assess_action,
    call_back_action,
    helper_actions,
    lookup_actions,
    reminder_actions,
    statement_action,
    transcribe_action,
)
from assistant.jobs.actions import Action

ACTIONS: Mapping[str, Action] = {
    "assess": assess_action.assess,
    "lookup_person": lookup_actions.lookup_person,
    "verify_code": lookup_actions.verify_code,
    "send_record": lookup_actions.send_record,
    "appeal_deadline": appeal_actions.appeal_deadline,
    "file_appeal": appeal_actions.file,
    "appeal_status": appeal_actions.appeal_status,
    "next_way": appeal_actions.next_way,
    "escalate_appeal": appeal_actions.escalate_appeal,
    "withdraw_appeal": appeal_actions.withdraw_appeal,
    "remind": reminder_actions.remind,
    "answer_overdue": reminder_actions.answer_overdue,
    "request_consent": helper_actions.request_consent,
    "consent_silent": helper_actions.consent_silent,
    "give_consent": helper_actions.give_consent,
    "deliver_result": helper_actions.deliver_result,
    "erase_me": helper_actions.erase_me,
    CALL_BACK: call_back_action.call_back,
    statement_action.ACTION: statement_action.transcribe_statement,
    transcribe_action.ACTION: transcribe_action.transcribe,
}
