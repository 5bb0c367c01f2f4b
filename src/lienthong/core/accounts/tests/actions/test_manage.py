# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from lienthong.core.accounts.api import (
    Account,
    Person,
    SignInAttempts,
    change_password,
    create_officer,
    deactivate_account,
    has_second_factor,
    lift_lock,
    reset_password,
    reset_second_factor,
    set_up_second_factor,
    sign_in_limits,
)
from lienthong.core.audit.api import AuditRecord
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed

pytestmark = pytest.mark.django_db
GOOD = "Sông-Nhật-Lệ-2026"


@pytest.fixture
def officer(platform: Actor) -> Account:
    person = Person.objects.create(full_name="Lê Quang Vinh")
    return create_officer(person, username="vinh.lq", password=GOOD, actor=platform)


def test_create_officer_keeps_the_password_out_of_the_audit(officer: Account) -> None:
    assert officer.check_password(GOOD)
    record = AuditRecord.objects.get(subject_kind="accounts.account", subject_id=officer.pk)
    assert GOOD not in str(record.changes)
    assert officer.password not in str(record.changes)


@pytest.mark.parametrize(
    ("username", "password", "field"),
    [("vinh.lq", GOOD, "username"), ("x", "12345678901", "password"), ("x", "ngắn", "password")],
)
def test_create_officer_when_name_or_password_is_bad_is_refused(
    officer: Account, platform: Actor, username: str, password: str, field: str
) -> None:
    assert officer.person is not None
    with pytest.raises(InvalidInput) as refused:
        create_officer(officer.person, username=username, password=password, actor=platform)
    assert set(refused.value.fields) == {field}


def test_reset_password_lifts_the_lock(officer: Account, platform: Actor) -> None:
    _lock(officer)
    reset_password(officer, password="Cầu-Hiền-Lương-1954", actor=platform)
    assert not SignInAttempts.objects.exists()
    assert Account.objects.get(pk=officer.pk).check_password("Cầu-Hiền-Lương-1954")


def test_lift_lock_lets_try_again(officer: Account, platform: Actor) -> None:
    _lock(officer)
    lift_lock(officer, actor=platform)
    assert not SignInAttempts.objects.exists()


def test_deactivate_account_raises_the_access_epoch(officer: Account, platform: Actor) -> None:
    deactivate_account(officer, actor=platform)
    stored = Account.objects.get(pk=officer.pk)
    assert (stored.is_active, stored.access_epoch) == (False, 2)


def test_second_factor_is_set_up_once_and_stored_encrypted(
    officer: Account, platform: Actor
) -> None:
    codes = set_up_second_factor(officer, secret="JBSWY3DPEHPK3PXP", actor=platform)
    assert len(set(codes)) == 10
    stored = Authenticator.objects.get(user=officer, type=Authenticator.Type.TOTP)
    assert "JBSWY3DPEHPK3PXP" not in str(stored.data)
    with pytest.raises(IllegalState):
        set_up_second_factor(officer, secret="JBSWY3DPEHPK3PXP", actor=platform)


def test_reset_second_factor_takes_everything_away(officer: Account, platform: Actor) -> None:
    set_up_second_factor(officer, secret="JBSWY3DPEHPK3PXP", actor=platform)
    reset_second_factor(officer, actor=platform)
    assert has_second_factor(officer.pk) is False
    assert not Authenticator.objects.filter(user=officer).exists()


def test_change_password_of_somebody_else_is_refused(officer: Account) -> None:
    other = Actor(kind=ActorKind.OFFICER, account_id=officer.pk + 1)
    with pytest.raises(NotAllowed):
        change_password(officer, password="Cầu-Hiền-Lương-1954", actor=other)
    assert Account.objects.get(pk=officer.pk).check_password(GOOD)


def _lock(officer: Account) -> None:
    for _ in range(6):
        SignInAttempts.objects.begin(officer.username, sign_in_limits(), timezone.now())
    assert SignInAttempts.objects.get().locked_until is not None
