# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of accounts."""

from __future__ import annotations

from lienthong.core.accounts.actions.app_passwords import (
    make_app_password,
    revoke_app_password,
    use_app_password,
)
from lienthong.core.accounts.actions.app_sign_ins import (
    mark_tokens,
    open_app_sign_in,
    redeem_app_code,
)
from lienthong.core.accounts.actions.children import add_child, remove_child
from lienthong.core.accounts.actions.citizen import receive_citizen
from lienthong.core.accounts.actions.connected import (
    IDENTITY,
    AppFacts,
    change_app,
    connect_app,
    new_secret,
    renew_secret,
    switch_app,
)
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
    bind_mandate_document,
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
from lienthong.core.accounts.actions.sessions import (
    end_other_sessions,
    end_session,
    leave_session,
)
from lienthong.core.accounts.actions.sign_in import (
    announce_lock,
    open_session,
    set_up_second_factor,
)
from lienthong.core.accounts.adapters.logout_tokens import logout_token
from lienthong.core.accounts.adapters.mail import (
    Letter,
    MailUnboundError,
    bind_mail,
    post_letter,
)
from lienthong.core.accounts.adapters.sessions import ADDRESS, DEVICE, OPENED, SEEN
from lienthong.core.accounts.domain.acting import ChildFacts, MandateFacts
from lienthong.core.accounts.domain.addresses import is_registered, lines_of
from lienthong.core.accounts.domain.app_passwords import new_app_password
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
    AppPassword,
    AppSignIn,
    Child,
    ConnectedApp,
    LegalEntity,
    Mandate,
    Person,
    SignInAttempts,
    SignInSession,
)
from lienthong.core.accounts.permissions import ACT_FOR, APP_PASSWORD, MANAGE_APPS, PASSKEY
from lienthong.core.accounts.queries import (
    PROVIDER,
    Bearer,
    app_by_client,
    app_passwords_of,
    apps_signed_in,
    bearer_of,
    child_of,
    children_of,
    citizen_account,
    connected_apps,
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
    sign_in_of_token,
    verified_identity,
)

__all__ = [
    "ACT_FOR",
    "ADDRESS",
    "APP_PASSWORD",
    "DEVICE",
    "IDENTITY",
    "MANAGE_APPS",
    "OPENED",
    "PASSKEY",
    "PROVIDER",
    "SEEN",
    "Account",
    "AccountKind",
    "AppFacts",
    "AppPassword",
    "AppSignIn",
    "Bearer",
    "Child",
    "ChildFacts",
    "CitizenClaims",
    "ConnectedApp",
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
    "app_by_client",
    "app_passwords_of",
    "apps_signed_in",
    "attach_mandate_document",
    "bearer_of",
    "bind_mail",
    "bind_mandate_document",
    "change_app",
    "change_password",
    "child_of",
    "children_of",
    "citizen_account",
    "connect_app",
    "connected_apps",
    "create_officer",
    "deactivate_account",
    "declare_mandate",
    "end_mandate",
    "end_other_sessions",
    "end_session",
    "has_authenticator_app",
    "has_second_factor",
    "is_registered",
    "leave_session",
    "lift_lock",
    "lines_of",
    "logout_token",
    "make_app_password",
    "mandate_of",
    "mandates_of",
    "mandates_over",
    "mark_tokens",
    "must_use_second_factor",
    "new_app_password",
    "new_secret",
    "open_app_sign_in",
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
    "redeem_app_code",
    "refusal_to_act",
    "register_person",
    "remove_child",
    "remove_passkey",
    "rename_passkey",
    "renew_secret",
    "reset_password",
    "reset_second_factor",
    "revoke_app_password",
    "set_up_second_factor",
    "settle_mandate",
    "sign_in_limits",
    "sign_in_of_token",
    "switch_app",
    "use_app_password",
    "verified_identity",
]
