# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What all lists share: kept ways of looking, tags, acts on many rows.

This app knows nobody: people and units stand here by their numbers alone.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.ui.enums import ViewAudience
from lienthong.kernel.db import CCharField


class SavedView(models.Model):
    """A kept way of looking at a list: filters, columns and order, as its address says them."""

    list_code = CCharField(_("danh sách"), max_length=60)
    name = models.CharField(_("tên cách xem"), max_length=60)
    asked = models.JSONField(_("điều kiện, cột, thứ tự"), default=dict)
    owner_id = models.BigIntegerField(_("người lưu"))
    audience = models.CharField(
        _("ai dùng"), max_length=8, choices=ViewAudience.choices, default=ViewAudience.OWN
    )
    unit_id = models.BigIntegerField(_("đơn vị"), null=True, blank=True)
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)

    class Meta:
        verbose_name = _("cách xem đã lưu")
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "list_code", "name"], name="savedview_name_once"
            ),
            models.CheckConstraint(
                name="savedview_unit",
                condition=models.Q(audience="unit", unit_id__isnull=False)
                | (~models.Q(audience="unit") & models.Q(unit_id__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["list_code", "audience", "unit_id"], name="savedview_shared")
        ]

    def __str__(self) -> str:
        return self.name

    def scope_unit_ids(self) -> set[int]:
        """The unit it is shared in; one for everybody lies in none."""
        return {self.unit_id or 0}


class DefaultView(models.Model):
    """The view with which a list opens for somebody."""

    account_id = models.BigIntegerField(_("của người"))
    list_code = CCharField(_("danh sách"), max_length=60)
    view = models.ForeignKey(SavedView, models.CASCADE, verbose_name=_("cách xem"))

    class Meta:
        verbose_name = _("cách xem mở sẵn")
        constraints = [
            models.UniqueConstraint(fields=["account_id", "list_code"], name="defaultview_once")
        ]

    def __str__(self) -> str:
        return f"{self.account_id}:{self.list_code}"


class Tag(models.Model):
    """A short word that an agency puts on what it works with."""

    unit_id = models.BigIntegerField(_("của cơ quan"))
    name = models.CharField(_("nhãn"), max_length=40)
    folded = CCharField(_("nhãn không dấu"), max_length=40)

    class Meta:
        verbose_name = _("nhãn")
        constraints = [models.UniqueConstraint(fields=["unit_id", "folded"], name="tag_once")]

    def __str__(self) -> str:
        return self.name


class Tagged(models.Model):
    """A tag on a subject, named by its kind and number."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="uses", verbose_name=_("nhãn"))
    subject_kind = CCharField(_("loại đối tượng"), max_length=60)
    subject_id = models.BigIntegerField(_("đối tượng"))

    class Meta:
        verbose_name = _("nhãn đã gắn")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "tag"], name="tagged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tag_id}→{self.subject_kind}:{self.subject_id}"


class BulkRun(models.Model):
    """An act on many rows, done one by one by a job.

    ``position`` counts the rows already tried and rises in the same transaction as each act, so
    that a job that is killed goes on where it stopped. ``problems`` keeps every refusal. A run
    that takes another back ``undoes`` it, by what was noted of each row.
    """

    act = CCharField(_("việc làm"), max_length=60)
    asked_by_id = models.BigIntegerField(_("người làm"))
    unit_id = models.BigIntegerField(_("đơn vị"), null=True, blank=True)
    given = models.JSONField(_("giá trị kèm theo"), default=dict)
    subject_ids = ArrayField(models.BigIntegerField(), verbose_name=_("các dòng"))
    position = models.IntegerField(_("đã thử"), default=0)
    done = models.IntegerField(_("đã xong"), default=0)
    problems = models.JSONField(_("không làm được"), default=list)
    undoes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("lấy lại lượt"),
    )
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt làm hàng loạt")
        indexes = [models.Index(fields=["asked_by_id", "-made_at"], name="bulkrun_mine")]

    def __str__(self) -> str:
        return f"{self.act}:{self.pk}"

    @property
    def untried(self) -> list[int]:
        """The rows that are still to be done."""
        return list(self.subject_ids[self.position :])


class BulkNote(models.Model):
    """What has to be known of a row that an act was done to, to take it back."""

    run = models.ForeignKey(
        BulkRun, models.CASCADE, related_name="notes", verbose_name=_("lượt làm hàng loạt")
    )
    subject_id = models.BigIntegerField(_("dòng"))
    note = models.JSONField(_("để lấy lại"))

    class Meta:
        verbose_name = _("điều ghi để lấy lại")
        constraints = [models.UniqueConstraint(fields=["run", "subject_id"], name="bulknote_once")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.subject_id}"


class ScreenTab(models.Model):
    """A tab of somebody who looks at, or writes on, a screen; ``edge`` alone reads and writes it.

    What is lost in a crash comes back with the next beats, so the table is not logged.
    """

    topic = CCharField(_("màn hình"), max_length=80)
    account = CCharField(_("tài khoản"), max_length=40)
    tab = CCharField(_("thẻ trình duyệt"), max_length=40)
    name = models.CharField(_("tên"), max_length=200)
    mode = CCharField(_("đang làm"), max_length=4)
    seen_at = models.DateTimeField(_("thấy lúc"))

    class Meta:
        verbose_name = _("người đang mở màn hình")
        constraints = [
            models.UniqueConstraint(fields=["topic", "account", "tab"], name="screentab_once")
        ]
        indexes = [
            models.Index(fields=["seen_at"], name="screentab_seen"),
            models.Index(fields=["account"], name="screentab_account"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}:{self.account}"
