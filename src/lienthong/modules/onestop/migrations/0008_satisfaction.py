# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Satisfaction forms handed out with papers, and their answers."""

import django.db.models.deletion
from django.db import migrations, models

import lienthong.kernel.db


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0007_desk_printing_and_cameras"),
        ("units", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="SatisfactionForm",
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
                        db_collation="C", max_length=20, unique=True, verbose_name="mã phiếu"
                    ),
                ),
                (
                    "stage",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=4, verbose_name="giai đoạn"
                    ),
                ),
                (
                    "officer_id",
                    models.BigIntegerField(blank=True, null=True, verbose_name="người phục vụ"),
                ),
                (
                    "officer_text",
                    models.CharField(blank=True, max_length=200, verbose_name="tên người phục vụ"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="phát lúc")),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="satisfaction",
                        to="onestop.dossierpaper",
                        verbose_name="giấy đi kèm",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="nơi phục vụ",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiếu lấy ý kiến (về sự phục vụ)",
            },
        ),
        migrations.CreateModel(
            name="SatisfactionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attitude",
                    models.SmallIntegerField(
                        choices=[(2, "Rất hài lòng"), (1, "Hài lòng"), (0, "Chưa hài lòng")],
                        verbose_name="thái độ",
                    ),
                ),
                (
                    "punctuality",
                    models.SmallIntegerField(
                        choices=[(2, "Rất hài lòng"), (1, "Hài lòng"), (0, "Chưa hài lòng")],
                        verbose_name="thời gian",
                    ),
                ),
                (
                    "clarity",
                    models.SmallIntegerField(
                        choices=[(2, "Rất hài lòng"), (1, "Hài lòng"), (0, "Chưa hài lòng")],
                        verbose_name="hướng dẫn",
                    ),
                ),
                ("trips", models.SmallIntegerField(verbose_name="số lần đi lại")),
                ("comment", models.TextField(blank=True, verbose_name="góp ý")),
                (
                    "channel",
                    models.CharField(
                        choices=[("online", "trên mạng"), ("tablet", "máy tại quầy")],
                        max_length=8,
                        verbose_name="nơi trả lời",
                    ),
                ),
                ("on", models.DateField(verbose_name="ngày trả lời")),
                (
                    "form",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer",
                        to="onestop.satisfactionform",
                        verbose_name="phiếu",
                    ),
                ),
            ],
            options={
                "verbose_name": "câu trả lời (phiếu lấy ý kiến)",
            },
        ),
        migrations.AddIndex(
            model_name="satisfactionform",
            index=models.Index(fields=["unit", "-made_at"], name="satisfaction_unit"),
        ),
        migrations.AddConstraint(
            model_name="satisfactionanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("trips__gte", 0), ("trips__lte", 3)), name="satisfaction_trips"
            ),
        ),
    ]
