# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who exists, what is known of them, and the figures in force for signing in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Reverse
from django.utils import timezone

from lienthong.core.accounts.domain.claims import CitizenClaims, InvalidClaimsError, read_claims
from lienthong.core.accounts.domain.limits import SignInLimits, read_limits, version_on
from lienthong.core.accounts.enums import AccountKind
from lienthong.core.accounts.models import Account, Person, SignInSession
from lienthong.core.references.api import setting
from lienthong.kernel.prepared import Prepared
from lienthong.kernel.reference import read_yaml
from lienthong.kernel.text import one_line

PROVIDER = "vneid"
_PACKAGED = Path(__file__).parent.with_name("reference") / "sign_in.yaml"


@cache
def _packaged_versions() -> list[Mapping[str, Any]]:
    versions: list[Mapping[str, Any]] = read_yaml(_PACKAGED.read_text("utf-8"))["versions"]
    return versions


def sign_in_limits(*, on: date | None = None) -> SignInLimits:
    """The figures in force on the day (today): a setting of the installation, else the packaged.

    Raises ``LookupError`` for a day before the first version.
    """
    day = on or timezone.localdate()
    try:
        value = setting("accounts.sign_in", on=day)
    except LookupError:
        value = version_on(_packaged_versions(), day)
    return read_limits(value)


def person_of(person_id: int) -> Person:
    """The person of this id. Raises ``Person.DoesNotExist``."""
    found = _PERSON.first(person_id)
    if found is None:
        raise Person.DoesNotExist(person_id)
    return found


_PERSON: Prepared[Person] = Prepared(lambda person_id: Person.objects.filter(pk=person_id))


def person_by_personal_id(personal_id: str) -> Person | None:
    """The person with the personal identification number, if known."""
    return Person.objects.filter(personal_id=one_line(personal_id)).first()


def persons_by_last_digits(digits: str, *, limit: int) -> list[Person]:
    """Persons whose number or telephone ends with the digits, in no order; callers mind the scope.

    Answers nothing for anything but digits. Both columns are indexed from their end.
    """
    if not (digits.isascii() and digits.isdecimal()):
        return []
    backwards = digits[::-1]
    rows = Person.objects.annotate(id_end=Reverse("personal_id"), phone_end=Reverse("phone"))
    ends = Q(id_end__startswith=backwards) | Q(phone_end__startswith=backwards)
    return list(rows.filter(ends)[:limit])


def citizen_account(person_id: int) -> Account | None:
    """The account with which the person signs in as a citizen."""
    return Account.objects.filter(person_id=person_id, kind=AccountKind.CITIZEN).first()


def verified_identity(person_id: int) -> tuple[CitizenClaims, Account] | None:
    """What VNeID said at the person's latest sign-in, for filling forms in, and the account.

    None without a sign-in. One statement.
    """
    link = _LINKED.first(person_id)
    if link is None:
        return None
    try:
        return read_claims(link.extra_data.get("userinfo", {})), cast("Account", link.user)
    except InvalidClaimsError:
        return None


_LINKED: Prepared[SocialAccount] = Prepared(
    lambda person: SocialAccount.objects.select_related("user").filter(
        provider=PROVIDER, user__person_id=person, user__kind=AccountKind.CITIZEN
    )[:1]
)


def open_sessions(account_id: int) -> list[SignInSession]:
    """The account's sessions that have not expired, the one used last first."""
    rows = SignInSession.objects.filter(account_id=account_id, expire_date__gt=timezone.now())
    return list(rows.defer("session_data").order_by(F("seen_at").desc(nulls_last=True)))


def has_second_factor(account_id: int) -> bool:
    """Whether the account has an authenticator app or a passkey."""
    return has_authenticator_app(account_id) or passkeys_of(account_id).exists()


def has_authenticator_app(account_id: int) -> bool:
    """Whether the account has an authenticator app set up."""
    found = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP)
    return bool(found.exists())


def passkeys_of(account_id: int) -> QuerySet[Any]:
    """The account's passkeys, the oldest first; the name stands in ``data``."""
    found: QuerySet[Any] = Authenticator.objects.filter(
        user_id=account_id, type=Authenticator.Type.WEBAUTHN
    )
    return found.order_by("created_at", "pk")


def must_use_second_factor(account: Account) -> bool:
    """Whether nobody gets in with this account by a password alone.

    Officers always, unless the demo makes it optional; then only accounts marked so.
    """
    if account.kind != AccountKind.OFFICER:
        return False
    return str(settings.OFFICER_SECOND_FACTOR) == "required" or account.must_use_second_factor
