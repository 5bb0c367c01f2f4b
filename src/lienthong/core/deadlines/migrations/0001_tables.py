# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0

import datetime

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lienthong.kernel.db


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("references", "0002_text_functions"),
        ("units", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkCalendar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=64, unique=True, verbose_name="mã"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
            ],
            options={
                "verbose_name": "lịch làm việc",
            },
        ),
        migrations.CreateModel(
            name="CalendarRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="lập lúc")),
                ("days", models.JSONField(verbose_name="nội dung")),
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="references.instrument",
                        verbose_name="căn cứ",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="deadlines.workcalendar",
                        verbose_name="lịch làm việc",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản lịch làm việc",
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.SmallIntegerField(
                        choices=[
                            (1, "giờ làm việc"),
                            (2, "trong ngày"),
                            (3, "ngày làm việc"),
                            (4, "ngày"),
                            (5, "tháng"),
                        ],
                        verbose_name="đơn vị tính",
                    ),
                ),
                ("amount", models.IntegerField(verbose_name="số lượng")),
                ("cutoff", models.TimeField(blank=True, null=True, verbose_name="giờ chốt")),
                ("started_at", models.DateTimeField(verbose_name="tính từ")),
                ("original_due_at", models.DateTimeField(verbose_name="hẹn trả ban đầu")),
                ("due_at", models.DateTimeField(verbose_name="hẹn trả")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "đang tính"),
                            ("held", "đang chờ, không tính"),
                            ("met", "đã xong"),
                            ("cancelled", "đã thôi tính"),
                        ],
                        default="running",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="chờ từ")),
                (
                    "held_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supplement", "Chờ bổ sung"),
                            ("payment", "Chờ nộp phí"),
                            ("tax", "Chờ nộp thuế"),
                            ("verification", "Chờ xác minh"),
                            ("consultation", "Chờ ý kiến cơ quan khác"),
                            ("stopped", "Dừng giải quyết"),
                            ("apology", "Xin lỗi và hẹn lại"),
                            ("new_calendar", "Lịch nghỉ thay đổi"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="chờ vì",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="xong lúc")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("early", "sớm hạn"),
                            ("on_time", "đúng hạn"),
                            ("late", "trễ hạn"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="kết thúc",
                    ),
                ),
                (
                    "calendar_revision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="deadlines.calendarrevision",
                        verbose_name="bản lịch làm việc",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="deadlines.workcalendar",
                        verbose_name="lịch làm việc",
                    ),
                ),
            ],
            options={
                "verbose_name": "thời hạn giải quyết",
            },
        ),
        migrations.CreateModel(
            name="CalendarAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="hiệu lực từ")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="hiệu lực đến trước"),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="references.instrument",
                        verbose_name="căn cứ",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="deadlines.workcalendar",
                        verbose_name="lịch làm việc",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch làm việc của đơn vị",
            },
        ),
        migrations.CreateModel(
            name="DueAdjustment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.SmallIntegerField(verbose_name="thứ tự")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("restart", "tính lại từ đầu"),
                            ("exclude", "không tính thời gian"),
                            ("extend", "gia hạn"),
                            ("calendar", "lịch làm việc thay đổi"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("from_at", models.DateTimeField(blank=True, null=True, verbose_name="từ")),
                ("to_at", models.DateTimeField(blank=True, null=True, verbose_name="đến")),
                ("amount", models.IntegerField(default=0, verbose_name="số lượng")),
                ("due_before", models.DateTimeField(verbose_name="hẹn trả trước")),
                ("due_after", models.DateTimeField(verbose_name="hẹn trả sau")),
                (
                    "reason_code",
                    models.CharField(
                        choices=[
                            ("supplement", "Chờ bổ sung"),
                            ("payment", "Chờ nộp phí"),
                            ("tax", "Chờ nộp thuế"),
                            ("verification", "Chờ xác minh"),
                            ("consultation", "Chờ ý kiến cơ quan khác"),
                            ("stopped", "Dừng giải quyết"),
                            ("apology", "Xin lỗi và hẹn lại"),
                            ("new_calendar", "Lịch nghỉ thay đổi"),
                        ],
                        max_length=16,
                        verbose_name="lý do",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="giải thích")),
                (
                    "document_id",
                    models.BigIntegerField(blank=True, null=True, verbose_name="văn bản"),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người duyệt",
                    ),
                ),
                (
                    "calendar_revision",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="deadlines.calendarrevision",
                        verbose_name="bản lịch làm việc",
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="deadlines.deadline",
                        verbose_name="thời hạn giải quyết",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="references.instrument",
                        verbose_name="căn cứ",
                    ),
                ),
            ],
            options={
                "verbose_name": "điều chỉnh thời hạn",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deadline", "seq"), name="due_adjustment_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("calendar_revision__isnull", False), ("kind", "calendar")),
                            models.Q(
                                models.Q(("kind", "calendar"), _negated=True),
                                ("calendar_revision__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="due_adjustment_calendar",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("state__in", ["running", "held"])),
                fields=["calendar"],
                name="deadline_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 1)), name="deadline_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_at__isnull", False), ("state", "held")),
                    models.Q(models.Q(("state", "held"), _negated=True), ("held_at__isnull", True)),
                    _connector="OR",
                ),
                name="deadline_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state__in", ["met", "cancelled"])),
                    models.Q(
                        models.Q(("state__in", ["met", "cancelled"]), _negated=True),
                        ("ended_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="deadline_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarassignment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        lienthong.kernel.db._Validity(
                            models.F("unit_id"), models.F("valid_from"), models.F("valid_to")
                        ),
                        "&&",
                    )
                ],
                name="calendar_assignment_no_overlap",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__gte", datetime.date(1900, 1, 1)),
                    models.Q(
                        ("valid_to__isnull", True),
                        models.Q(
                            ("valid_to__gt", models.F("valid_from")),
                            ("valid_to__lt", datetime.date(2170, 1, 1)),
                        ),
                        _connector="OR",
                    ),
                ),
                name="calendar_assignment_dates",
            ),
        ),
    ]
