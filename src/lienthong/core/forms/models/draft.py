# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A form that somebody is filling in."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField

UNDO_DAYS = 30
BEGUN = "begun_at"
"""Key of ``setting``: when the draft was begun, an ISO moment."""


def new_key() -> str:
    """A random name for addresses: 12 letters, digits, - and _ (72 bits)."""
    return secrets.token_urlsafe(9)


def default_expiry() -> datetime:
    """When an untouched draft is deleted: ``FORMS_DRAFT_DAYS`` (default 90) days from now."""
    return timezone.now() + timedelta(days=getattr(settings, "FORMS_DRAFT_DAYS", 90))


class FormDraftQuerySet(models.QuerySet["FormDraft"]):
    """Drafts by owner and state."""

    def owned_by(self, account_id: int | None) -> FormDraftQuerySet:
        """Those of one account; none without an account."""
        return self.filter(owner_id=account_id) if account_id else self.none()

    def open(self, at: datetime) -> FormDraftQuerySet:
        """Those that may still be filled in."""
        return self.filter(discarded_at=None, completed_at=None, expires_at__gt=at)

    def over(self, at: datetime) -> FormDraftQuerySet:
        """Those that must go: expired, or discarded longer ago than undo reaches."""
        gone = models.Q(discarded_at__lte=at - timedelta(days=UNDO_DAYS))
        return self.filter(gone | models.Q(completed_at=None, expires_at__lte=at))


class FormDraft(models.Model):
    """Answers of one person to one form version, until they are sent or discarded.

    ``answers``: question key → typed value. ``origins``: question key → {source, title, from, at,
    consent} for answers taken from national data. ``attachments``: file slot → list of
    {id, name, size, pages, at}. ``revision`` rises with every save and finds stale tabs.
    ``topic`` says what the form is filled in for ("onestop:1.001193"); ``setting`` is the topic's.
    """

    key = CCharField(_("khóa"), max_length=16, unique=True, default=new_key)
    owner = models.ForeignKey("accounts.Account", models.CASCADE, verbose_name=_("người lập"))
    form_version = models.ForeignKey(
        "forms.FormVersion", models.PROTECT, verbose_name=_("phiên bản biểu mẫu")
    )
    topic = CCharField(_("dùng cho"), max_length=100, blank=True)
    setting = models.JSONField(_("thông tin kèm theo"), default=dict, blank=True)
    answers = models.JSONField(_("câu trả lời"), default=dict, blank=True)
    origins = models.JSONField(_("nguồn dữ liệu"), default=dict, blank=True)
    attachments = models.JSONField(_("tệp đính kèm"), default=dict, blank=True)
    page = CCharField(_("trang đang điền"), max_length=63, blank=True)
    revision = models.PositiveIntegerField(_("lần lưu"), default=1)
    created_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    saved_at = models.DateTimeField(_("lưu lúc"), default=timezone.now)
    expires_at = models.DateTimeField(_("giữ đến"), default=default_expiry)
    discarded_at = models.DateTimeField(_("xóa lúc"), null=True, blank=True)
    completed_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    objects: ClassVar[Any] = FormDraftQuerySet.as_manager()
    audit_secret = frozenset({"answers", "origins", "attachments"})

    class Meta:
        verbose_name = _("bản nháp")
        indexes = [
            models.Index("owner", models.F("saved_at").desc(), name="draft_owner"),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(completed_at=None),
                name="draft_expiry",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def is_open(self, at: datetime) -> bool:
        """Whether it may still be filled in at that time."""
        ended = self.discarded_at is not None or self.completed_at is not None
        return not ended and self.expires_at > at

    def can_restore(self, at: datetime) -> bool:
        """Whether discarding can still be undone."""
        if self.discarded_at is None or self.completed_at is not None:
            return False
        return at < self.discarded_at + timedelta(days=UNDO_DAYS)

    def file_counts(self) -> dict[str, int]:
        """Number of kept files of each slot."""
        return {slot: len(files) for slot, files in self.attachments.items()}
