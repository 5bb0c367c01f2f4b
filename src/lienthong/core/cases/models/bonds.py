# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who follows a case, and who was named in what was said about it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lienthong.core.cases.models.cases import Case, CaseComment


class CaseWatcher(models.Model):
    """An officer who wants to hear what happens to a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="watchers", verbose_name=_("việc"))
    account = models.ForeignKey(
        "accounts.Account", models.CASCADE, related_name="+", verbose_name=_("người theo dõi")
    )
    since = models.DateTimeField(_("từ lúc"), db_default=Now())

    class Meta:
        verbose_name = _("người theo dõi việc")
        constraints = [models.UniqueConstraint(fields=["case", "account"], name="casewatcher_once")]

    def __str__(self) -> str:
        return f"{self.account_id}→{self.case_id}"


class CaseMention(models.Model):
    """An officer who is named in a comment and may see the case."""

    comment = models.ForeignKey(
        CaseComment, models.CASCADE, related_name="mentions", verbose_name=_("trao đổi")
    )
    account = models.ForeignKey(
        "accounts.Account", models.CASCADE, related_name="+", verbose_name=_("người được nhắc")
    )

    class Meta:
        verbose_name = _("lần nhắc tên trong trao đổi")
        constraints = [
            models.UniqueConstraint(fields=["comment", "account"], name="casemention_once")
        ]

    def __str__(self) -> str:
        return f"{self.account_id}@{self.comment_id}"
