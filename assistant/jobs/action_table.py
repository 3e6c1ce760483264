"""Every action that a flow may run, by name."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.jobs import appeal_actions, assess_action, helper_actions, lookup_actions
from assistant.jobs.actions import Action

ACTIONS: Mapping[str, Action] = {
    "assess": assess_action.assess,
    "lookup_person": lookup_actions.lookup_person,
    "verify_code": lookup_actions.verify_code,
    "send_record": lookup_actions.send_record,
    "appeal_deadline": appeal_actions.appeal_deadline,
    "file_appeal": appeal_actions.file,
    "appeal_status": appeal_actions.appeal_status,
    "remind": appeal_actions.remind,
    "request_consent": helper_actions.request_consent,
    "consent_silent": helper_actions.consent_silent,
    "give_consent": helper_actions.give_consent,
    "deliver_result": helper_actions.deliver_result,
    "erase_me": helper_actions.erase_me,
}
