# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One-time codes and the counts that bound how often somebody may ask."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from lienthong.core.notifications.enums import CodePurpose
from lienthong.kernel.db import CCharField

_COUNT = """
INSERT INTO notifications_requestcount AS c (key, count, began_at)
VALUES (%(key)s, 1, %(now)s)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN c.began_at <= %(start)s THEN 1 ELSE c.count + 1 END,
  began_at = CASE WHEN c.began_at <= %(start)s THEN %(now)s ELSE c.began_at END
RETURNING count, began_at
"""


class OneTimeCode(models.Model):
    """A short code sent to somebody, good for one purpose, some minutes and some tries.

    The code itself is never stored: ``code_hash`` is a keyed hash, empty until the code is on its
    way (and for ever when it was asked for a wrong address, so that no guess opens anything).
    """

    token = CCharField(_("khóa"), max_length=43, unique=True)
    purpose = models.CharField(_("dùng để"), max_length=8, choices=CodePurpose.choices)
    subject_kind = CCharField(_("về loại"), max_length=60)
    subject_id = models.BigIntegerField(_("về số"))
    address_hash = CCharField(_("nơi nhận đã băm"), max_length=64)
    salt = CCharField(_("muối"), max_length=43)
    code_hash = CCharField(_("mã đã băm"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("lập lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    tries = models.SmallIntegerField(_("số lần nhập"), default=0)
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)
    audit_secret = frozenset({"token", "salt", "code_hash", "address_hash"})

    class Meta:
        verbose_name = _("mã dùng một lần")
        indexes = [models.Index(fields=["expires_at"], name="code_expires")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class RequestCountManager(models.Manager["RequestCount"]):
    """Counts in one statement, so that parallel requests cannot slip by."""

    def add(self, key: str, now: datetime, window: timedelta) -> int:
        """Count one more under the hashed name; how many there are in the window that runs."""
        return self.tally(key, now, window)[0]

    def tally(self, key: str, now: datetime, window: timedelta) -> tuple[int, datetime]:
        """The same, with the moment at which the window began."""
        values: dict[str, str | datetime] = {"key": key, "now": now, "start": now - window}
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, values)
            count, began_at = cursor.fetchone()
        return int(count), began_at


class RequestCount(models.Model):
    """How often something was asked under one name since a moment; the name itself is not kept."""

    key = CCharField(_("tên đã băm"), max_length=64, primary_key=True)
    count = models.IntegerField(_("số lần"))
    began_at = models.DateTimeField(_("từ lúc"))
    objects: ClassVar[RequestCountManager] = RequestCountManager()

    class Meta:
        verbose_name = _("số lần yêu cầu")
        indexes = [models.Index(fields=["began_at"], name="request_count_began")]
