# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of accounts."""

from __future__ import annotations

from lienthong.core.accounts.actions.citizen import receive_citizen
from lienthong.core.accounts.actions.manage import (
    change_password,
    create_officer,
    deactivate_account,
    lift_lock,
    reset_password,
    reset_second_factor,
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
from lienthong.core.accounts.domain.claims import (
    CitizenClaims,
    InvalidClaimsError,
    PersonFacts,
    read_claims,
)
from lienthong.core.accounts.domain.devices import read_device
from lienthong.core.accounts.domain.limits import SignInLimits
from lienthong.core.accounts.enums import AccountKind, Gender
from lienthong.core.accounts.models import (
    Account,
    LegalEntity,
    Person,
    SignInAttempts,
    SignInSession,
)
from lienthong.core.accounts.permissions import PASSKEY
from lienthong.core.accounts.queries import (
    PROVIDER,
    citizen_account,
    has_authenticator_app,
    has_second_factor,
    must_use_second_factor,
    open_sessions,
    passkeys_of,
    person_by_personal_id,
    sign_in_limits,
    verified_identity,
)

__all__ = [
    "ADDRESS",
    "DEVICE",
    "OPENED",
    "PASSKEY",
    "PROVIDER",
    "SEEN",
    "Account",
    "AccountKind",
    "CitizenClaims",
    "Gender",
    "InvalidClaimsError",
    "LegalEntity",
    "Letter",
    "MailUnboundError",
    "Person",
    "PersonFacts",
    "SignInAttempts",
    "SignInLimits",
    "SignInSession",
    "add_passkey",
    "announce_lock",
    "bind_mail",
    "change_password",
    "citizen_account",
    "create_officer",
    "deactivate_account",
    "end_other_sessions",
    "end_session",
    "has_authenticator_app",
    "has_second_factor",
    "lift_lock",
    "must_use_second_factor",
    "open_session",
    "open_sessions",
    "passkeys_of",
    "person_by_personal_id",
    "post_letter",
    "read_claims",
    "read_device",
    "receive_citizen",
    "register_person",
    "remove_passkey",
    "rename_passkey",
    "reset_password",
    "reset_second_factor",
    "set_up_second_factor",
    "sign_in_limits",
    "verified_identity",
]
