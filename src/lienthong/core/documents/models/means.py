# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""With what somebody signs, and the leave they gave for a number of signatures."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.enums import MeansKind, SessionState
from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, valid_dates


class MeansQuerySet(DatedQuerySet):
    """Means of signing, the one that signs first."""

    def usable(self, day: date) -> MeansQuerySet:
        """Those in force on a day and not put out of use, the default one first."""
        rows = self.on(day).filter(disabled_at__isnull=True)
        return rows.order_by("-is_default", "-valid_from", "-pk")  # type: ignore[return-value]


class SigningMeans(Dated):
    """The key of a person, or of an agency's seal, from a day on.

    ``reference`` finds it: the name of a software key, ``token/label`` of a token, the user's
    name at a remote service, the SHA-256 of the certificate for a plug-in on the signer's machine.
    Of several in force the default one signs. Legal basis: 23/2025/NĐ-CP.
    """

    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, verbose_name=_("người ký")
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("cơ quan")
    )
    kind = models.CharField(_("loại phương tiện"), max_length=8, choices=MeansKind.choices)
    reference = models.CharField(_("nơi giữ khóa"), max_length=200)
    label = models.CharField(_("tên gọi"), max_length=80, blank=True)
    is_default = models.BooleanField(_("dùng mặc định"), default=True)
    certificate = models.BinaryField(_("chứng thư"), null=True, blank=True)
    subject = models.CharField(_("chủ chứng thư"), max_length=500, blank=True)
    expires_at = models.DateTimeField(_("chứng thư hết hạn lúc"), null=True, blank=True)
    tried_at = models.DateTimeField(_("ký thử lúc"), null=True, blank=True)
    tried_failure = models.CharField(_("ký thử chưa được vì"), max_length=300, blank=True)
    disabled_at = models.DateTimeField(_("ngừng dùng lúc"), null=True, blank=True)
    objects: ClassVar[Any] = MeansQuerySet.as_manager()

    class Meta:
        verbose_name = _("phương tiện ký số")
        constraints = [
            valid_dates(name="means_dates"),
            models.CheckConstraint(
                name="means_one_holder",
                condition=models.Q(account__isnull=False, unit__isnull=True)
                | models.Q(account__isnull=True, unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"

    @property
    def subject_name(self) -> str:
        """Whom the certificate names, without the rest of the subject."""
        parts = [part for part in self.subject.split(",") if part.startswith("CN=")]
        return parts[0].removeprefix("CN=") if parts else self.subject


class SignatureImage(Dated):
    """How a person's handwritten signature or an agency's seal looks, from a day on.

    One ink on a transparent ground; a seal is drawn in its real width.
    Legal basis: 30/2020/NĐ-CP, Phụ lục I.
    """

    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, verbose_name=_("người ký")
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("cơ quan")
    )
    picture = models.BinaryField(_("hình"))
    width_mm = models.SmallIntegerField(_("bề ngang, mi-li-mét"))
    basis = models.CharField(_("giấy chứng nhận mẫu dấu"), max_length=300, blank=True)
    set_by = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người đặt"),
    )
    set_at = models.DateTimeField(_("đặt lúc"), auto_now=True, null=True)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()
    audit_secret = frozenset({"picture"})

    class Meta:
        verbose_name = _("hình chữ ký, con dấu")
        constraints = [
            valid_dates(name="image_dates"),
            models.CheckConstraint(
                name="image_one_holder",
                condition=models.Q(account__isnull=False, unit__isnull=True)
                | models.Q(account__isnull=True, unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.width_mm} mm"


class SigningConsent(models.Model):
    """Leave that a holder gave a remote service: so many signatures until a moment.

    ``secret`` is what the service wants to see, encrypted with the installation's own key.
    """

    means = models.ForeignKey(SigningMeans, models.PROTECT, verbose_name=_("phương tiện ký số"))
    given_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người xác nhận")
    )
    most = models.SmallIntegerField(_("số chữ ký được phép"))
    secret = models.BinaryField(_("dữ liệu kích hoạt, đã mã hóa"))
    given_at = models.DateTimeField(_("xác nhận lúc"))
    until = models.DateTimeField(_("có giá trị đến"))
    credential = CCharField(_("mã khóa ở nơi giữ"), max_length=120)
    audit_secret = frozenset({"secret"})

    class Meta:
        verbose_name = _("xác nhận ký số")
        indexes = [models.Index(fields=["means", "-until"], name="consent_live")]

    def __str__(self) -> str:
        return f"{self.means_id} {self.until:%H:%M}"


class SigningSession(models.Model):
    """One document on its way to a plug-in on the signer's own machine and back.

    The token is known to the page alone, here is its SHA-256; it works once, for a short while,
    for this person and these bytes. Without a ``signature`` it is a trial of the means.
    Legal basis: 23/2025/NĐ-CP.
    """

    signature = models.OneToOneField(
        "documents.Signature",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="session",
        verbose_name=_("chữ ký"),
    )
    means = models.ForeignKey(SigningMeans, models.PROTECT, verbose_name=_("phương tiện ký số"))
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người ký")
    )
    title = models.CharField(_("tên văn bản"), max_length=500)
    field_name = CCharField(_("ô chữ ký"), max_length=40)
    storage_key = CCharField(_("bản giao để ký"), max_length=80)
    sha256 = CCharField(_("mã băm bản giao"), max_length=64)
    look = models.BinaryField(_("hình chữ ký"))
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=SessionState.choices, default=SessionState.WAITING
    )
    token_hash = CCharField(_("mã băm của mã dùng một lần"), max_length=64, blank=True)
    token_until = models.DateTimeField(_("mã có giá trị đến"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("lấy văn bản lúc"), null=True, blank=True)
    received_at = models.DateTimeField(_("nhận lại lúc"), null=True, blank=True)
    stored = CCharField(_("tên trong khu chờ"), max_length=120, blank=True)
    refusal = CCharField(_("lý do từ chối"), max_length=20, blank=True)
    made_at = models.DateTimeField(_("lập lúc"))
    audit_secret = frozenset({"token_hash", "look"})

    class Meta:
        verbose_name = _("phiên ký trên máy")
        indexes = [models.Index(fields=["account", "-made_at"], name="session_of_account")]
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"],
                name="session_token_once",
                condition=~models.Q(token_hash=""),
            )
        ]

    def __str__(self) -> str:
        return self.title
