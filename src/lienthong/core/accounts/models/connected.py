# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Applications that are connected, who is signed in to them, passwords for programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.hashers import check_password
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.models.account import Account
from lienthong.kernel.db import CCharField


class ConnectedApp(models.Model):
    """A system of others that signs people in with us, or asks through the open API, or both.

    The sign-in library's ``client`` is written from this row and holds the hashed secret.
    ``account`` holds the rights that the application was given; without grants it may do nothing.
    Addresses are compared letter by letter.
    """

    client = models.OneToOneField(
        "allauth_idp_oidc.Client",
        models.PROTECT,
        related_name="connected",
        verbose_name=_("bản ghi của thư viện đăng nhập"),
    )
    account = models.OneToOneField(
        Account, models.PROTECT, related_name="connected_app", verbose_name=_("tài khoản")
    )
    name = models.CharField(_("tên ứng dụng"), max_length=100)
    owner_text = models.CharField(_("nơi quản lý"), max_length=200, blank=True)
    contact = models.EmailField(_("thư của người phụ trách"), blank=True)
    signs_people_in = models.BooleanField(_("cán bộ đăng nhập vào"), default=False)
    calls_api = models.BooleanField(_("gọi API mở"), default=False)
    is_trusted = models.BooleanField(_("không cần hỏi lại cán bộ"), default=False)
    redirect_uris = ArrayField(
        models.CharField(max_length=400), verbose_name=_("địa chỉ nhận về"), default=list
    )
    post_logout_uris = ArrayField(
        models.CharField(max_length=400), verbose_name=_("địa chỉ sau đăng xuất"), default=list
    )
    logout_uri = models.CharField(_("địa chỉ báo đăng xuất"), max_length=400, blank=True)
    scopes = ArrayField(
        models.CharField(max_length=60), verbose_name=_("phạm vi dữ liệu"), default=list
    )
    per_minute = models.IntegerField(_("số lần gọi mỗi phút"), default=300)
    is_active = models.BooleanField(_("đang kết nối"), default=True)
    secret_made_at = models.DateTimeField(_("đổi khóa bí mật lúc"))
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("ứng dụng kết nối")
        constraints = [
            models.CheckConstraint(
                name="connected_app_limit",
                condition=models.Q(per_minute__gte=1, per_minute__lte=100_000),
            )
        ]

    def __str__(self) -> str:
        return self.name


class AppSignIn(models.Model):
    """Somebody signed in to an application with us: in which session, by which code.

    ``sid`` names it to the application. The code is good once: ``redeemed_at`` is then set, and a
    second try ends the sign-in. When the session ends, this ends, and the application is told.
    """

    app = models.ForeignKey(ConnectedApp, models.PROTECT, verbose_name=_("ứng dụng kết nối"))
    account = models.ForeignKey(Account, models.PROTECT, verbose_name=_("tài khoản"))
    sid = CCharField(_("tên gọi với ứng dụng"), max_length=43, unique=True)
    session_key = CCharField(_("khóa phiên"), max_length=40)
    code_hash = CCharField(_("mã đã băm"), max_length=64, unique=True)
    opened_at = models.DateTimeField(_("từ lúc"))
    signed_in_at = models.DateTimeField(_("đăng nhập lúc"))
    redeemed_at = models.DateTimeField(_("đổi mã lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("hết lúc"), null=True, blank=True)
    audit_secret = frozenset({"sid", "session_key", "code_hash"})

    class Meta:
        verbose_name = _("lượt đăng nhập vào ứng dụng")
        indexes = [
            models.Index(
                fields=["session_key"],
                name="app_sign_in_session",
                condition=models.Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.app_id} {self.account_id}"


class AppPasswordManager(models.Manager["AppPassword"]):
    """Finds the password that was typed."""

    def matching(self, account_id: int, letters: str) -> AppPassword | None:
        """The account's password with these letters; None when none fits."""
        rows = self.filter(account_id=account_id, revoked_at__isnull=True)
        return next((row for row in rows if check_password(letters, row.secret)), None)


class AppPassword(models.Model):
    """A password of one program of an officer (mail, calendar): shown once, hashed, taken back."""

    account = models.ForeignKey(
        Account, models.CASCADE, related_name="app_passwords", verbose_name=_("tài khoản")
    )
    name = models.CharField(_("dùng ở đâu"), max_length=60)
    secret = models.CharField(_("khóa đã băm"), max_length=200)
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    used_at = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True)
    used_from = models.CharField(_("dùng từ"), max_length=45, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    objects: ClassVar[AppPasswordManager] = AppPasswordManager()
    audit_secret: ClassVar[Any] = frozenset({"secret"})

    class Meta:
        verbose_name = _("mật khẩu ứng dụng")

    def __str__(self) -> str:
        return self.name
