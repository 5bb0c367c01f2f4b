# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who exists, what is known of them, for whom they act; figures in force for signing in."""

from __future__ import annotations

from lienthong.core.accounts.queries.accounts import (
    PROVIDER,
    citizen_account,
    has_authenticator_app,
    has_second_factor,
    must_use_second_factor,
    open_sessions,
    passkeys_of,
    person_by_personal_id,
    person_of,
    persons_by_last_digits,
    sign_in_limits,
    verified_identity,
)
from lienthong.core.accounts.queries.acting import (
    acting_rules,
    child_of,
    children_of,
    mandate_of,
    mandates_of,
    mandates_over,
    refusal_to_act,
)
from lienthong.core.accounts.queries.connected import (
    Bearer,
    app_by_client,
    app_passwords_of,
    apps_signed_in,
    bearer_of,
    connected_apps,
    sign_in_of_token,
)

__all__ = [
    "PROVIDER",
    "Bearer",
    "acting_rules",
    "app_by_client",
    "app_passwords_of",
    "apps_signed_in",
    "bearer_of",
    "child_of",
    "children_of",
    "citizen_account",
    "connected_apps",
    "has_authenticator_app",
    "has_second_factor",
    "mandate_of",
    "mandates_of",
    "mandates_over",
    "must_use_second_factor",
    "open_sessions",
    "passkeys_of",
    "person_by_personal_id",
    "person_of",
    "persons_by_last_digits",
    "refusal_to_act",
    "sign_in_limits",
    "sign_in_of_token",
    "verified_identity",
]
