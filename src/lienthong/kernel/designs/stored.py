# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the two tables of every kind of definition in the making have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField


class Design(models.Model):
    """The next version of a definition while it is made; shared by all who may make them.

    ``content`` may be unfinished; ``revision`` rises with every change and finds stale screens.
    A table adds ``base``, the version it was begun from, and the relation named by ``of`` to what
    is made, one to one.
    """

    of: ClassVar[str]
    content = models.JSONField(_("nội dung"))
    revision = models.PositiveIntegerField(_("số lần sửa"), default=1)
    changed_at = models.DateTimeField(_("sửa lúc"), default=timezone.now)
    changed_by_text = models.CharField(_("người sửa"), max_length=200, blank=True)
    audit_secret = frozenset({"content"})

    if TYPE_CHECKING:
        base: Any
        edits: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def subject(self) -> Any:
        """What is made: the form, the process, the procedure."""
        return getattr(self, self.of)


class DesignEdit(models.Model):
    """One change of a design: who did what when, and the content after it, to go back to.

    A table adds ``design`` with the related name ``edits`` and keeps revisions unique in it.
    """

    revision = models.PositiveIntegerField(_("số lần sửa"))
    act = CCharField(_("thao tác"), max_length=30)
    place = CCharField(_("phần"), max_length=200, blank=True)
    what = models.CharField(_("tên phần"), max_length=300, blank=True)
    content = models.JSONField(_("nội dung"))
    at = models.DateTimeField(_("lúc"), default=timezone.now)
    by_text = models.CharField(_("người sửa"), max_length=200, blank=True)

    if TYPE_CHECKING:
        design: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.design} {self.revision}"
