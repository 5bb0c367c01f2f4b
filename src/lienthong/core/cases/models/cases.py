# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Case, its steps and queues, who takes part, what happened.

Tables follow the measured schema: narrow cases, inbox rows that need no join, partial indexes over
open work only, events partitioned by month.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lienthong.core.cases.enums import (
    Capacity,
    CaseOutcome,
    EventAudience,
    Priority,
    Sensitivity,
)
from lienthong.kernel.db import CCharField, Xid8Field

OPEN = models.Q(closed_at__isnull=True)


class CaseKind(models.Model):
    """A kind of case, declared by a module: ``onestop.dossier``."""

    id = models.SmallAutoField(primary_key=True)
    code = CCharField(_("mã"), max_length=60, unique=True)
    title = models.CharField(_("tên"), max_length=120)
    icon = models.CharField(_("biểu tượng"), max_length=40, default="folder")

    class Meta:
        verbose_name = _("loại việc")

    def __str__(self) -> str:
        return self.title


class Queue(models.Model):
    """Where open work waits: of a person, of a role in a unit, or of a set of those."""

    account = models.OneToOneField(
        "accounts.Account", models.PROTECT, null=True, blank=True, verbose_name=_("của người")
    )
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("của đơn vị"),
        db_index=False,
    )
    role = models.ForeignKey(
        "access.Role", models.PROTECT, null=True, blank=True, verbose_name=_("của vai trò")
    )

    class Meta:
        verbose_name = _("hàng việc (của người hoặc của vai trò trong đơn vị)")
        constraints = [
            models.UniqueConstraint(fields=["unit", "role"], name="queue_unit_role"),
            models.CheckConstraint(
                name="queue_one_kind",
                condition=models.Q(account__isnull=False, unit__isnull=True, role__isnull=True)
                | models.Q(account__isnull=True, unit__isnull=False, role__isnull=False)
                | models.Q(account__isnull=True, unit__isnull=True, role__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class QueueMember(models.Model):
    """One unit × role that reads a set queue."""

    queue = models.ForeignKey(
        Queue, models.CASCADE, related_name="members", verbose_name=_("hàng việc")
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("đơn vị"))
    role = models.ForeignKey("access.Role", models.PROTECT, verbose_name=_("vai trò"))

    class Meta:
        verbose_name = _("thành viên hàng việc")
        constraints = [
            models.UniqueConstraint(fields=["queue", "unit", "role"], name="queuemember_unique")
        ]

    def __str__(self) -> str:
        return f"{self.queue_id}:{self.unit_id}×{self.role_id}"


class Case(models.Model):
    """Something somebody must act on by a date: the narrow row every list reads.

    ``state`` is the module's own state; ``due_at`` is a copy of the deadline's due moment;
    ``version`` rises with every act and detects stale screens.
    """

    kind = models.ForeignKey(CaseKind, models.PROTECT, verbose_name=_("loại việc"), db_index=False)
    code = CCharField(_("mã hồ sơ"), max_length=60, null=True, blank=True, unique=True)
    title = models.CharField(_("tên việc"), max_length=300)
    state = CCharField(_("trạng thái"), max_length=24)
    agency = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        verbose_name=_("cơ quan giải quyết"),
        db_index=False,
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("nơi tiếp nhận")
    )
    subject = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nộp"),
        db_index=False,
    )
    subject_name = models.CharField(_("tên người nộp"), max_length=200, blank=True)
    priority = models.SmallIntegerField(
        _("độ khẩn"), choices=Priority.choices, default=Priority.NORMAL
    )
    sensitivity = models.CharField(
        _("mức bảo vệ"), max_length=12, choices=Sensitivity.choices, default=Sensitivity.PERSONAL
    )
    definition_version_id = models.BigIntegerField(_("phiên bản quy trình"), null=True, blank=True)
    instance_id = models.BigIntegerField(_("lượt chạy quy trình"), null=True, blank=True)
    deadline_id = models.BigIntegerField(_("thời hạn"), null=True, blank=True, unique=True)
    received_at = models.DateTimeField(_("nhận lúc"))
    due_original_at = models.DateTimeField(_("hẹn trả ban đầu"), null=True, blank=True)
    due_at = models.DateTimeField(_("hẹn trả"), null=True, blank=True)
    outcome_at = models.DateTimeField(_("có kết quả lúc"), null=True, blank=True)
    outcome = models.SmallIntegerField(
        _("đúng hẹn"), choices=CaseOutcome.choices, null=True, blank=True
    )
    closed_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)
    version = models.IntegerField(_("lần sửa"), default=1)
    is_watched = models.BooleanField(_("có người theo dõi"), default=False, db_default=False)
    has_bonds = models.BooleanField(_("có liên kết, nhãn"), default=False, db_default=False)

    known_scope: frozenset[int] | None = None
    """What ``scope_unit_ids`` answers, where it was read with the case."""

    class Meta:
        verbose_name = _("việc (bất kỳ việc nào có người phải làm)")
        indexes = [
            models.Index(
                "agency",
                "kind",
                models.F("received_at").desc(),
                models.F("id").desc(),
                name="case_agency_kind",
            ),
            models.Index(
                "kind", models.F("received_at").desc(), models.F("id").desc(), name="case_kind"
            ),
            models.Index(fields=["agency", "due_at", "id"], name="case_open_due", condition=OPEN),
            models.Index(fields=["unit", "due_at", "id"], name="case_desk_due", condition=OPEN),
            models.Index("subject", models.F("received_at").desc(), name="case_subject"),
        ]

    def __str__(self) -> str:
        return self.code or self.title

    @property
    def is_open(self) -> bool:
        """Whether somebody may still have to act."""
        return self.closed_at is None

    def scope_unit_ids(self) -> set[int]:
        """Units through which an officer may reach the case."""
        if self.known_scope is not None:
            return set(self.known_scope)
        return {row.unit_id for row in self.participations.all() if row.capacity != Capacity.FORMER}

    def owner_person_ids(self) -> set[int]:
        """Persons to whom the case belongs."""
        return {self.subject_id} if self.subject_id else set()


class CaseData(models.Model):
    """The answers of the form, apart from the narrow row; never joined by lists."""

    case = models.OneToOneField(
        Case, models.CASCADE, primary_key=True, related_name="form", verbose_name=_("việc")
    )
    form_version_id = models.BigIntegerField(_("phiên bản biểu mẫu"), null=True, blank=True)
    data = models.JSONField(_("lời khai"), default=dict)
    origins = models.JSONField(_("nguồn"), default=dict)
    note = models.TextField(_("ghi chú chung"), blank=True, default="", db_default="")
    audit_secret = frozenset({"data", "origins", "note"})

    class Meta:
        verbose_name = _("dữ liệu của việc")

    def __str__(self) -> str:
        return str(self.case_id)


class Participation(models.Model):
    """Which unit sees a case, and why."""

    pk = models.CompositePrimaryKey("unit_id", "case_id", "capacity")
    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("đơn vị"), db_index=False)
    case = models.ForeignKey(
        Case, models.CASCADE, related_name="participations", verbose_name=_("việc")
    )
    capacity = models.CharField(_("tư cách"), max_length=8, choices=Capacity.choices)
    kind = models.ForeignKey(CaseKind, models.PROTECT, verbose_name=_("loại việc"), db_index=False)
    sort_at = models.DateTimeField(_("thứ tự"))
    closed = models.BooleanField(_("đã đóng"), default=False)

    class Meta:
        verbose_name = _("tham gia (đơn vị tham gia hồ sơ, với tư cách …)")
        indexes = [
            models.Index(
                "unit",
                "kind",
                models.F("sort_at").desc(),
                models.F("case").desc(),
                name="participation_list",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}:{self.case_id}:{self.capacity}"


class Step(models.Model):
    """A piece of open work, in exactly one queue; the inbox row carries all that a line shows."""

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="steps", verbose_name=_("việc"), db_index=False
    )
    kind = models.ForeignKey(CaseKind, models.PROTECT, verbose_name=_("loại việc"), db_index=False)
    node = CCharField(_("nút quy trình"), max_length=60)
    title = models.CharField(_("tên bước"), max_length=160)
    queue = models.ForeignKey(
        Queue,
        models.PROTECT,
        related_name="steps",
        verbose_name=_("hàng việc"),
        db_index=False,
    )
    home_queue = models.ForeignKey(
        Queue,
        models.PROTECT,
        related_name="+",
        verbose_name=_("hàng việc gốc"),
        db_index=False,
    )
    sort_at = models.DateTimeField(_("thứ tự"))
    due_at = models.DateTimeField(_("hạn"), null=True, blank=True)
    wake_at = models.DateTimeField(_("thức lúc"), null=True, blank=True)
    opened_at = models.DateTimeField(_("mở lúc"))
    seen_at = models.DateTimeField(_("xem lúc"), null=True, blank=True)
    taken_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    """When a person took it or gave it to somebody; empty for work that the table itself gave."""
    closed_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người làm"),
        db_index=False,
    )
    on_behalf_of = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thay mặt (đang làm thay)"),
        db_index=False,
    )
    closed_by_text = models.CharField(_("tên người làm"), max_length=200, blank=True)
    outcome = CCharField(_("kết quả bước"), max_length=40, blank=True)
    outcomes = models.JSONField(_("lựa chọn"), default=list)
    marks = models.JSONField(_("dấu"), default=dict)
    comment = models.TextField(_("ý kiến"), blank=True)
    engine_task = models.UUIDField(_("mã tác vụ"), null=True, blank=True)
    case_code = CCharField(_("mã hồ sơ"), max_length=60, blank=True)
    case_title = models.CharField(_("tên việc"), max_length=300)
    subject_name = models.CharField(_("tên người nộp"), max_length=200, blank=True)
    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("đơn vị"), db_index=False)
    role_code = CCharField(_("vai trò"), max_length=60, blank=True)
    deadline_id = models.BigIntegerField(_("thời hạn"), null=True, blank=True)

    class Meta:
        verbose_name = _("bước xử lý")
        indexes = [
            models.Index(fields=["queue", "sort_at", "id"], name="step_inbox", condition=OPEN),
            models.Index(
                "queue",
                models.F("opened_at").desc(),
                models.F("id").desc(),
                name="step_newest",
                condition=OPEN,
            ),
            models.Index(fields=["unit", "sort_at", "id"], name="step_board", condition=OPEN),
            models.Index(fields=["case", "id"], name="step_case"),
            models.Index(
                "closed_by",
                models.F("closed_at").desc(),
                models.F("id").desc(),
                name="step_done_by",
                condition=~OPEN,
            ),
            models.Index(
                fields=["wake_at"],
                name="step_wake",
                condition=OPEN & models.Q(wake_at__isnull=False),
            ),
            models.Index(
                fields=["deadline_id"],
                name="step_deadline",
                condition=OPEN & models.Q(deadline_id__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "engine_task"], name="step_task_once", condition=OPEN
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.case_code}"

    @property
    def is_side(self) -> bool:
        """Whether the step stands beside the table: nothing follows from it by itself."""
        return self.engine_task is None

    def scope_unit_ids(self) -> set[int]:
        """Units through which an officer may reach the step: those of its case."""
        return self.case.scope_unit_ids() | {self.unit_id}

    def owner_account_ids(self) -> set[int]:
        """Accounts that took the step or were given it by name."""
        holder = self.queue.account_id
        return {holder} if holder else set()

    def owner_person_ids(self) -> set[int]:
        """Persons to whom the case belongs."""
        return self.case.owner_person_ids()


class CaseEvent(models.Model):
    """What happened to a case, in domain words. Partitioned by month; no foreign keys."""

    pk = models.CompositePrimaryKey("at", "id")
    id = models.BigIntegerField(db_default=RawSQL("nextval('cases_caseevent_id_seq')", ()))
    at = models.DateTimeField(_("lúc"))
    xid = Xid8Field()
    case_id = models.BigIntegerField(_("việc"))
    step_id = models.BigIntegerField(_("bước"), null=True)
    kind = CCharField(_("diễn biến"), max_length=60)
    actor_id = models.BigIntegerField(_("người làm"), null=True)
    actor_unit_id = models.BigIntegerField(_("đơn vị"), null=True)
    on_behalf_of_id = models.BigIntegerField(_("thay mặt"), null=True)
    audience = models.CharField(_("ai đọc"), max_length=8, choices=EventAudience.choices)
    data = models.JSONField(_("nội dung"), default=dict)

    class Meta:
        verbose_name = _("diễn biến (của việc)")
        managed = False
        db_table = "cases_caseevent"

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"


class CaseLink(models.Model):
    """One case refers to another."""

    from_case = models.ForeignKey(
        Case, models.CASCADE, related_name="links", verbose_name=_("việc")
    )
    to_case = models.ForeignKey(
        Case, models.CASCADE, related_name="linked_from", verbose_name=_("việc liên quan")
    )
    kind = CCharField(_("quan hệ"), max_length=40)
    created_at = models.DateTimeField(_("lập lúc"), db_default=Now())

    class Meta:
        verbose_name = _("liên kết việc")
        constraints = [
            models.UniqueConstraint(fields=["from_case", "to_case", "kind"], name="caselink_unique")
        ]

    def __str__(self) -> str:
        return f"{self.from_case_id}→{self.to_case_id}"


class CaseComment(models.Model):
    """What officers say to each other about a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="comments", verbose_name=_("việc"))
    author_id = models.BigIntegerField(_("người viết"), null=True)
    author_text = models.CharField(_("tên người viết"), max_length=200)
    text = models.TextField(_("nội dung"))
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("trao đổi")
        indexes = [models.Index(fields=["case", "id"], name="comment_case")]

    def __str__(self) -> str:
        return self.text[:60]


class Reassignment(models.Model):
    """Moving an officer's open steps to somebody else or back, one act for each, by a job.

    ``position`` counts the steps already tried and rises in the same transaction as each act, so
    that a job that is killed goes on where it stopped. ``problems`` keeps the first refusals.
    ``exceptions`` names the steps that go elsewhere than the rest: step → account, 0 is the unit's
    queue. ``moved_to`` counts by account what each one got, for the message at the end.
    """

    from_account = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("của người")
    )
    to_account = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cho người"),
    )
    asked_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người chuyển")
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("đơn vị"))
    reason = models.CharField(_("lý do"), max_length=500)
    step_ids = ArrayField(models.BigIntegerField(), verbose_name=_("các bước"))
    exceptions = models.JSONField(_("bước chuyển cho người khác"), default=dict)
    moved_to = models.JSONField(_("mỗi người nhận bao nhiêu"), default=dict)
    position = models.IntegerField(_("đã thử"), default=0)
    moved = models.IntegerField(_("đã chuyển"), default=0)
    problems = models.JSONField(_("không chuyển được"), default=list)
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần chuyển việc")

    def __str__(self) -> str:
        return f"{self.from_account_id}→{self.to_account_id or ''}"

    def scope_unit_ids(self) -> set[int]:
        """Units through which it may be reached."""
        return {self.unit_id}
