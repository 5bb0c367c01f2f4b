# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Persons, legal entities and the accounts they sign in with."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import RegexValidator
from django.db import connection, models
from django.db.models.functions import Reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.domain.limits import Attempt, SignInLimits, attempt_key
from lienthong.core.accounts.enums import AccountKind, Gender
from lienthong.kernel.db import CCharField
from lienthong.kernel.text import one_line

_COUNT = """
INSERT INTO accounts_signinattempts AS a (key, failures, began_at, locked_until)
VALUES (%(key)s, 1, %(now)s, CASE WHEN 1 >= %(limit)s THEN %(until)s::timestamptz END)
ON CONFLICT (key) DO UPDATE SET (failures, began_at, locked_until) = (
  SELECT n.failures, n.began_at,
         CASE WHEN a.locked_until > %(now)s THEN a.locked_until
              WHEN n.failures >= %(limit)s THEN %(until)s::timestamptz END
  FROM (SELECT
    CASE WHEN a.locked_until > %(now)s THEN %(limit)s + 1
         WHEN a.locked_until <= %(now)s OR a.began_at <= %(window)s THEN 1
         ELSE a.failures + 1 END AS failures,
    CASE WHEN a.locked_until <= %(now)s OR a.began_at <= %(window)s THEN %(now)s::timestamptz
         ELSE a.began_at END AS began_at) n)
RETURNING failures, locked_until
"""


class Person(models.Model):
    """A natural person. Text is NFC; ``personal_id`` has 12 digits.

    Legal basis: 69/2024/NĐ-CP, Điều 7.
    """

    full_name = models.CharField(_("họ, chữ đệm và tên"), max_length=120)
    personal_id = CCharField(
        _("số định danh cá nhân"),
        max_length=12,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^\d{12}$")],
    )
    legacy_id = CCharField(_("số CMND"), max_length=9, blank=True)
    date_of_birth = models.DateField(_("ngày sinh"), null=True, blank=True)
    gender = models.CharField(_("giới tính"), max_length=6, choices=Gender.choices, blank=True)
    phone = CCharField(_("điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    residence = models.CharField(_("nơi cư trú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("công dân")
        indexes = [
            models.Index(Reverse("personal_id"), name="person_id_backwards"),
            models.Index(Reverse("phone"), name="person_phone_backwards"),
        ]
        constraints = [
            models.CheckConstraint(
                name="person_personal_id_digits",
                condition=models.Q(personal_id__isnull=True)
                | models.Q(personal_id__regex=r"^[0-9]{12}$"),
            ),
            models.CheckConstraint(
                name="person_legacy_id_digits",
                condition=models.Q(legacy_id="") | models.Q(legacy_id__regex=r"^[0-9]{9}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store text in one normal form, on one line."""
        self.full_name, self.residence = one_line(self.full_name), one_line(self.residence)
        super().save(*args, **kwargs)

    def owner_person_ids(self) -> set[int]:
        """Persons to whom this record belongs."""
        return {self.pk}


class LegalEntity(models.Model):
    """An organisation outside the state, or an enterprise, by its tax code."""

    name = models.CharField(_("tên"), max_length=200)
    tax_code = CCharField(_("mã số thuế"), max_length=14, unique=True)
    residence = models.CharField(_("trụ sở"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("tổ chức (ngoài nhà nước), doanh nghiệp")

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; officers and partners have passwords, citizens come through VNeID."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Account:
        """A new account, its name in lower case; without a password nobody signs in with one."""
        account = self.model(username=username.lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def seen(self, account_id: int, at: datetime) -> None:
        """Note that somebody works with the account."""
        self.filter(pk=account_id).update(last_seen=at)

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account by user name."""
        return self.get(username=username)


class Account(AbstractBaseUser):
    """What somebody signs in with. ``access_epoch`` rises whenever the account's rights change."""

    kind = models.CharField(_("loại"), max_length=8, choices=AccountKind.choices)
    username = CCharField(_("tên đăng nhập"), max_length=150, unique=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("người")
    )
    display_name = models.CharField(_("tên hiển thị"), max_length=120, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    access_epoch = models.IntegerField(_("lần đổi quyền"), default=1)
    must_use_second_factor = models.BooleanField(_("phải dùng lớp xác thực thứ hai"), default=False)
    last_seen = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True)
    date_joined = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()
    audit_secret = frozenset({"password"})
    audit_untold: ClassVar[frozenset[str]] = frozenset({"access_epoch"})
    is_staff = False
    is_superuser = False

    mark_ignores: ClassVar[frozenset[str]] = frozenset(
        {"last_seen", "last_login", "access_epoch", "password"}
    )

    class Meta:
        verbose_name = _("tài khoản")
        constraints = [
            models.CheckConstraint(
                name="account_citizen_is_person",
                condition=~models.Q(kind=AccountKind.CITIZEN) | models.Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                name="account_one_per_citizen",
                fields=["person"],
                condition=models.Q(kind=AccountKind.CITIZEN),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """The person's name."""
        return self.display_name or self.username

    def scope_unit_ids(self) -> set[int]:
        """Where the holder serves, or served last: who manages those units manages the account."""
        posts: Any = self.memberships  # of units, above this app
        return set(posts.values_list("unit_id", flat=True))

    @property
    def second_factor_name(self) -> str:
        """The name under which wrong codes are counted."""
        return f"second-factor {self.pk}"

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's own permissions are not used."""
        return False


class SignInAttemptsManager(models.Manager["SignInAttempts"]):
    """Counts attempts in one statement, so that parallel attempts cannot slip by."""

    def begin(self, name: str, limits: SignInLimits, now: datetime) -> Attempt:
        """Count an attempt as wrong before it is judged; :meth:`forget` makes it right."""
        values: dict[str, str | int | datetime] = {
            "key": attempt_key(name),
            "now": now,
            "window": now - limits.window,
            "until": now + limits.lock,
            "limit": limits.failures,
        }
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, values)
            failures, locked_until = cursor.fetchone()
        return Attempt(refused=failures > limits.failures, locked_until=locked_until)

    def forget_before(self, moment: datetime) -> int:
        """Drop what began before the moment; the number of rows dropped."""
        return self.filter(began_at__lt=moment).delete()[0]

    def forget(self, name: str) -> None:
        """Start again from nothing: the attempt was right, or an administrator lifts the lock."""
        self.filter(key=attempt_key(name)).delete()


class SignInAttempts(models.Model):
    """Wrong attempts under one name, and the lock they led to; the name itself is not kept."""

    key = CCharField(_("tên đã băm"), max_length=64, primary_key=True)
    failures = models.IntegerField(_("số lần sai"))
    began_at = models.DateTimeField(_("sai từ lúc"))
    locked_until = models.DateTimeField(_("khóa đến"), null=True)
    objects: ClassVar[SignInAttemptsManager] = SignInAttemptsManager()

    class Meta:
        verbose_name = _("số lần đăng nhập sai")
        indexes = [models.Index(fields=["began_at"], name="sign_in_attempts_began")]


class SignInSession(AbstractBaseSession):
    """An open session: whose it is, from where, since when; deleting the row ends it at once.

    ``account`` is empty before somebody has signed in; it is read with the session, and nothing
    keeps it from being deleted before. The key never leaves the server: screens name a session by
    its ``handle``.
    """

    account = models.ForeignKey(
        "accounts.Account",
        verbose_name=_("tài khoản"),
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    device = models.CharField(_("thiết bị"), max_length=120, blank=True)
    address = models.CharField(_("địa chỉ mạng"), max_length=45, blank=True)
    opened_at = models.DateTimeField(_("đăng nhập lúc"), null=True)
    seen_at = models.DateTimeField(_("dùng lần cuối"), null=True)

    class Meta:
        verbose_name = _("phiên đăng nhập")
        indexes = [
            models.Index(
                fields=["account"],
                name="sign_in_session_account",
                condition=models.Q(account__isnull=False),
            )
        ]

    @property
    def handle(self) -> str:
        """What a screen calls this session: it cannot be turned back into the key."""
        return salted_hmac("accounts.session", self.session_key).hexdigest()[:20]
