# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who did what, on whose behalf, which fields, why; seals over it; answers of repeatable acts."""

from __future__ import annotations

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField, Xid8Field


class AuditGeneration(models.Model):
    """One row: raised by every logical restore, so that rows of two clusters keep their order."""

    number = models.IntegerField(_("thế hệ"), default=1)

    class Meta:
        verbose_name = _("thế hệ dữ liệu")

    def __str__(self) -> str:
        return str(self.number)


class AuditRecord(models.Model):
    """One act. Partitioned by month; no foreign keys; the text of the day stands beside the ids."""

    pk = models.CompositePrimaryKey("at", "id")
    id = models.BigIntegerField(db_default=RawSQL("nextval('audit_auditrecord_id_seq')", ()))
    at = models.DateTimeField(_("lúc"))
    generation = models.IntegerField(_("thế hệ"))
    xid = Xid8Field()
    actor_id = models.BigIntegerField(_("người làm"), null=True)
    actor_text = models.CharField(_("tên người làm"), max_length=300)
    unit_id = models.BigIntegerField(_("đơn vị"), null=True)
    unit_text = models.CharField(_("tên đơn vị"), max_length=300, blank=True)
    on_behalf_of_id = models.BigIntegerField(_("thay mặt"), null=True)
    permission = CCharField(_("quyền"), max_length=120)
    subject_kind = CCharField(_("loại đối tượng"), max_length=80)
    subject_id = models.BigIntegerField(_("đối tượng"), null=True)
    changes = models.JSONField(_("thay đổi"), default=dict)
    purpose = models.CharField(_("mục đích"), max_length=200, blank=True)
    address = CCharField(_("địa chỉ mạng"), max_length=60, blank=True)
    request_id = CCharField(_("mã yêu cầu"), max_length=60, blank=True)
    hash = models.BinaryField(_("mã băm"))

    class Meta:
        verbose_name = _("nhật ký")
        managed = False
        db_table = "audit_auditrecord"

    def __str__(self) -> str:
        return f"{self.permission} {self.subject_kind}:{self.subject_id}"


class AuditSeal(models.Model):
    """A seal over the records between two transactions: count, Merkle root, previous seal."""

    seq = models.BigAutoField(_("số thứ tự"), primary_key=True)
    generation = models.IntegerField(_("thế hệ"))
    from_xid = models.BigIntegerField(_("từ giao dịch"))
    from_id = models.BigIntegerField(_("từ dòng"))
    to_xid = models.BigIntegerField(_("đến giao dịch"))
    to_id = models.BigIntegerField(_("đến dòng"))
    count = models.IntegerField(_("số dòng"))
    root = models.BinaryField(_("gốc Merkle"))
    previous = models.BinaryField(_("niêm phong trước"))
    token = models.BinaryField(_("dấu thời gian"), null=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("niêm phong (nhật ký)")

    def __str__(self) -> str:
        return str(self.seq)


class AuditAccess(models.Model):
    """Who read a sensitive record, in whose name, by the hour. Partitioned by month.

    ``on_behalf_of_id`` is the account of the lender, 0 for whoever reads in their own name.
    ``unit_id`` is None in rows from before it was noted, and of systems of others.
    """

    pk = models.CompositePrimaryKey(
        "actor_id", "subject_kind", "subject_id", "hour", "on_behalf_of_id"
    )
    actor_id = models.BigIntegerField(_("người xem"))
    subject_kind = CCharField(_("loại đối tượng"), max_length=80)
    subject_id = models.BigIntegerField(_("đối tượng"))
    hour = models.DateTimeField(_("giờ"))
    purpose = models.CharField(_("mục đích"), max_length=200, blank=True)
    place = models.CharField(_("nơi, chức danh"), max_length=300, blank=True)
    unit_id = models.BigIntegerField(_("đơn vị"), null=True)
    on_behalf_of_id = models.BigIntegerField(_("thay mặt"), default=0)
    on_behalf_of_place = models.CharField(
        _("nơi, chức danh được thay mặt"), max_length=300, blank=True
    )
    count = models.IntegerField(_("số lần"), default=1)

    class Meta:
        verbose_name = _("lượt xem dữ liệu")
        managed = False
        db_table = "audit_auditaccess"

    def __str__(self) -> str:
        return f"{self.actor_id} {self.subject_kind}:{self.subject_id}"


class AuditRequest(models.Model):
    """The answer of an act by its idempotency key."""

    pk = models.CompositePrimaryKey("actor_key", "key")
    actor_key = CCharField(_("người yêu cầu"), max_length=80)
    key = CCharField(_("khóa"), max_length=80)
    action = CCharField(_("hành động"), max_length=160)
    body_hash = models.BinaryField(_("mã băm nội dung"))
    result = models.JSONField(_("kết quả"), null=True)
    at = models.DateTimeField(_("lúc"), db_default=models.functions.Now())

    class Meta:
        verbose_name = _("yêu cầu đã làm")

    def __str__(self) -> str:
        return self.key
