# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of cases."""

from __future__ import annotations

from lienthong.core.cases.actions.assign import assign_step, assignment_to_take_back, unassign_step
from lienthong.core.cases.actions.bonds import link_case, tag_case, unlink_case, watch_case
from lienthong.core.cases.actions.edit import edit_case
from lienthong.core.cases.actions.following import follow_opinion
from lienthong.core.cases.actions.moves import (
    begin_process_move,
    carry_next_move,
    move_case_process,
    undo_process_move,
)
from lienthong.core.cases.actions.open import (
    NewCase,
    change_capacity,
    close_case,
    kind_by_code,
    let_take_part,
    lock_case,
    move_case,
    open_case,
    tell,
    touch_case,
)
from lienthong.core.cases.actions.opinions import (
    Question,
    ask_opinion,
    record_answer,
    record_question,
    remind_unit,
    withdraw_question,
)
from lienthong.core.cases.actions.reassign import begin_reassignment, reassign_step
from lienthong.core.cases.actions.serving import answer_service, fail_service
from lienthong.core.cases.actions.steps import (
    NewStep,
    add_comment,
    claim_step,
    close_step,
    lock_step,
    mark_seen,
    open_step,
    pass_steps,
    queue_of_person,
    queue_of_role,
    refresh_steps,
    release_step,
)
from lienthong.core.cases.actions.succession import retry_work_move, undo_work_move
from lienthong.core.cases.actions.sync import (
    NO_TERM,
    Places,
    Term,
    cancel_process,
    deliver_message,
    finish_step,
    open_first_steps,
    reopen_step,
    start_process,
    start_table,
    sync_steps,
)
from lienthong.core.cases.adapters.hosts import Host, register_host
from lienthong.core.cases.domain.following import moments_by
from lienthong.core.cases.enums import (
    Capacity,
    CaseOutcome,
    EventAudience,
    LinkKind,
    OpinionStance,
    Priority,
    Sensitivity,
    ServiceState,
)
from lienthong.core.cases.models import (
    Case,
    CaseComment,
    CaseData,
    CaseEvent,
    CaseKind,
    CaseMention,
    CaseWatcher,
    Opinion,
    Participation,
    ProcessMove,
    Queue,
    Reassignment,
    ServiceCall,
    Step,
    WorkMove,
)
from lienthong.core.cases.panels.takers import Takers
from lienthong.core.cases.permissions import (
    ASSIGN,
    COMMENT,
    GIVE_OPINION,
    READ_CASES,
    VIEW_UNIT,
    WORK,
    WRITE_COMMENTS,
)
from lienthong.core.cases.queries.api_lists import cases_within, participating_units
from lienthong.core.cases.queries.assigning import choose, ends_at
from lienthong.core.cases.queries.bonds import bonds_of, mentionable
from lienthong.core.cases.queries.codes import case_by_code, first_codes
from lienthong.core.cases.queries.details import FIELDS, details_of
from lienthong.core.cases.queries.held import (
    MOST,
    count_by_holder,
    count_held,
    count_held_in,
    held_steps,
    problem_of,
    problem_of_giving,
    taker_of,
)
from lienthong.core.cases.queries.inbox import (
    InboxFilter,
    InboxPage,
    count_inbox,
    count_of_parts,
    holds,
    inbox,
)
from lienthong.core.cases.queries.lists import (
    cases_of_units,
    event_at,
    events_of,
    latest_event,
    open_steps_of,
    reached_step,
    steps_of,
    units_reaching,
)
from lienthong.core.cases.queries.moving import (
    MoveRow,
    Verdict,
    move_rows,
    moves_of,
    running_behind,
)
from lienthong.core.cases.queries.opinions import (
    UnitFigures,
    opinion_figures,
    opinions_of,
    opinions_to_follow,
    units_answering,
    watched_opinions,
)
from lienthong.core.cases.queries.serving import call_of
from lienthong.core.cases.queries.warnings import (
    CasePage,
    DueWarning,
    count_of_warned,
    warned_cases,
    warned_steps,
    warnings_for,
)
from lienthong.core.cases.rules import why_not_yet

__all__ = [
    "ASSIGN", "COMMENT", "FIELDS", "GIVE_OPINION", "MOST", "NO_TERM", "READ_CASES", "VIEW_UNIT",
    "WORK", "WRITE_COMMENTS", "Capacity", "Case", "CaseComment", "CaseData", "CaseEvent",
    "CaseKind", "CaseMention", "CaseOutcome", "CasePage", "CaseWatcher", "DueWarning",
    "EventAudience", "Host", "InboxFilter", "InboxPage", "LinkKind", "MoveRow", "NewCase",
    "NewStep", "Opinion", "OpinionStance", "Participation", "Places", "Priority", "ProcessMove",
    "Question", "Queue", "Reassignment", "Sensitivity", "ServiceCall", "ServiceState", "Step",
    "Takers", "Term", "UnitFigures", "Verdict", "WorkMove", "add_comment", "answer_service",
    "ask_opinion", "assign_step", "assignment_to_take_back", "begin_process_move",
    "begin_reassignment", "bonds_of", "call_of", "cancel_process", "carry_next_move",
    "case_by_code", "cases_of_units", "cases_within", "change_capacity", "choose", "claim_step",
    "close_case", "close_step", "count_by_holder", "count_held", "count_held_in", "count_inbox",
    "count_of_parts", "count_of_warned", "deliver_message", "details_of", "edit_case", "ends_at",
    "event_at", "events_of", "fail_service", "finish_step", "first_codes", "follow_opinion",
    "held_steps", "holds", "inbox", "kind_by_code", "latest_event", "let_take_part", "link_case",
    "lock_case", "lock_step", "mark_seen", "mentionable", "moments_by", "move_case",
    "move_case_process", "move_rows", "moves_of", "open_case", "open_first_steps", "open_step",
    "open_steps_of", "opinion_figures", "opinions_of", "opinions_to_follow", "participating_units",
    "pass_steps", "problem_of", "problem_of_giving", "queue_of_person", "queue_of_role",
    "reached_step", "reassign_step", "record_answer", "record_question", "refresh_steps",
    "register_host", "release_step", "remind_unit", "reopen_step", "retry_work_move",
    "running_behind", "start_process", "start_table", "steps_of", "sync_steps", "tag_case",
    "taker_of", "tell", "touch_case", "unassign_step", "undo_process_move", "undo_work_move",
    "units_answering", "units_reaching", "unlink_case", "warned_cases", "warned_steps",
    "warnings_for", "watch_case", "watched_opinions", "why_not_yet", "withdraw_question",
]  # fmt: skip
