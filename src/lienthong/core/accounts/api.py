# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of accounts."""

from __future__ import annotations

from lienthong.core.accounts.actions.children import add_child, remove_child
from lienthong.core.accounts.actions.citizen import receive_citizen
from lienthong.core.accounts.actions.manage import (
    change_password,
    create_officer,
    deactivate_account,
    lift_lock,
    reset_password,
    reset_second_factor,
)
from lienthong.core.accounts.actions.mandates import (
    attach_mandate_document,
    declare_mandate,
    end_mandate,
    record_mandate,
    settle_mandate,
)
from lienthong.core.accounts.actions.passkeys import (
    add_passkey,
    remove_passkey,
    rename_passkey,
)
from lienthong.core.accounts.actions.person import register_person
from lienthong.core.accounts.actions.sessions import end_other_sessions, end_session
from lienthong.core.accounts.actions.sign_in import (
    announce_lock,
    open_session,
    set_up_second_factor,
)
from lienthong.core.accounts.adapters.mail import (
    Letter,
    MailUnboundError,
    bind_mail,
    post_letter,
)
from lienthong.core.accounts.adapters.sessions import ADDRESS, DEVICE, OPENED, SEEN
from lienthong.core.accounts.domain.acting import ChildFacts, MandateFacts
from lienthong.core.accounts.domain.claims import (
    CitizenClaims,
    InvalidClaimsError,
    PersonFacts,
    read_claims,
)
from lienthong.core.accounts.domain.devices import read_device
from lienthong.core.accounts.domain.limits import SignInLimits
from lienthong.core.accounts.enums import (
    AccountKind,
    Gender,
    MandateBasis,
    MandateState,
    PrincipalKind,
)
from lienthong.core.accounts.models import (
    Account,
    Child,
    LegalEntity,
    Mandate,
    Person,
    SignInAttempts,
    SignInSession,
)
from lienthong.core.accounts.permissions import ACT_FOR, PASSKEY
from lienthong.core.accounts.queries import (
    PROVIDER,
    child_of,
    children_of,
    citizen_account,
    has_authenticator_app,
    has_second_factor,
    mandate_of,
    mandates_of,
    mandates_over,
    must_use_second_factor,
    open_sessions,
    passkeys_of,
    person_by_personal_id,
    persons_by_last_digits,
    refusal_to_act,
    sign_in_limits,
    verified_identity,
)

__all__ = [
    "ACT_FOR",
    "ADDRESS",
    "DEVICE",
    "OPENED",
    "PASSKEY",
    "PROVIDER",
    "SEEN",
    "Account",
    "AccountKind",
    "Child",
    "ChildFacts",
    "CitizenClaims",
    "Gender",
    "InvalidClaimsError",
    "LegalEntity",
    "Letter",
    "MailUnboundError",
    "Mandate",
    "MandateBasis",
    "MandateFacts",
    "MandateState",
    "Person",
    "PersonFacts",
    "PrincipalKind",
    "SignInAttempts",
    "SignInLimits",
    "SignInSession",
    "add_child",
    "add_passkey",
    "announce_lock",
    "attach_mandate_document",
    "bind_mail",
    "change_password",
    "child_of",
    "children_of",
    "citizen_account",
    "create_officer",
    "deactivate_account",
    "declare_mandate",
    "end_mandate",
    "end_other_sessions",
    "end_session",
    "has_authenticator_app",
    "has_second_factor",
    "lift_lock",
    "mandate_of",
    "mandates_of",
    "mandates_over",
    "must_use_second_factor",
    "open_session",
    "open_sessions",
    "passkeys_of",
    "person_by_personal_id",
    "persons_by_last_digits",
    "post_letter",
    "read_claims",
    "read_device",
    "receive_citizen",
    "record_mandate",
    "refusal_to_act",
    "register_person",
    "remove_child",
    "remove_passkey",
    "rename_passkey",
    "reset_password",
    "reset_second_factor",
    "set_up_second_factor",
    "settle_mandate",
    "sign_in_limits",
    "verified_identity",
]
