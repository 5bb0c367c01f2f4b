# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Persons, legal entities and the accounts they sign in with."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.enums import AccountKind, Gender
from lienthong.kernel.db import CCharField


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

    def __str__(self) -> str:
        return self.full_name

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
        """A new account; without a password nobody can sign in with one."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

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
    must_use_second_factor = models.BooleanField(_("phải dùng lớp xác thực thứ hai"), default=True)
    date_joined = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()
    audit_secret = frozenset({"password"})
    is_staff = False
    is_superuser = False

    class Meta:
        verbose_name = _("tài khoản")

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """The person's name."""
        return self.display_name or self.username

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's own permissions are not used."""
        return False
