# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other units are asked about a case."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_reassignment"),
        ("units", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.TextField(verbose_name="nội dung cần ý kiến")),
                (
                    "asked_by_id",
                    models.BigIntegerField(null=True, verbose_name="người hỏi (tài khoản)"),
                ),
                ("asked_by_text", models.CharField(max_length=200, verbose_name="người hỏi")),
                ("asked_at", models.DateTimeField(verbose_name="hỏi lúc")),
                ("reminders", models.SmallIntegerField(default=0, verbose_name="số lần nhắc")),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="nhắc lúc"),
                ),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agrees", "đồng ý"),
                            ("conditions", "đồng ý, có điều kiện"),
                            ("objects", "không đồng ý"),
                            ("silent", "không trả lời, coi như đồng ý"),
                        ],
                        max_length=10,
                        verbose_name="ý kiến",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="nội dung trả lời")),
                ("files", models.JSONField(default=list, verbose_name="tệp kèm theo")),
                (
                    "answered_by_id",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="người trả lời (tài khoản)"
                    ),
                ),
                (
                    "answered_by_text",
                    models.CharField(blank=True, max_length=200, verbose_name="người trả lời"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                ),
                (
                    "outcome",
                    models.SmallIntegerField(
                        blank=True,
                        choices=[(1, "sớm hạn"), (2, "đúng hạn"), (3, "trễ hạn")],
                        null=True,
                        verbose_name="đúng hạn",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thôi hỏi lúc"),
                ),
                (
                    "asking_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị hỏi",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="cases.case",
                        verbose_name="việc",
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinion",
                        to="cases.step",
                        verbose_name="bước xử lý",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị được hỏi",
                    ),
                ),
            ],
            options={
                "verbose_name": "ý kiến",
                "indexes": [
                    models.Index(fields=["case", "id"], name="opinion_case"),
                    models.Index(
                        condition=models.Q(
                            ("answered_at__isnull", True), ("withdrawn_at__isnull", True)
                        ),
                        fields=["unit", "id"],
                        name="opinion_open",
                    ),
                ],
            },
        ),
    ]
