# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0

import datetime

import django.db.models.deletion
from django.db import migrations, models

import lienthong.kernel.db


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0018_signatures_that_wait"),
        ("units", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="signingrequest",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("content", "ký nháy nội dung"),
                    ("form", "ký nháy thể thức"),
                    ("secretary", "ký thư ký"),
                    ("sign", "ký"),
                ],
                default="sign",
                max_length=9,
                verbose_name="trình để",
            ),
        ),
        migrations.AlterField(
            model_name="signature",
            name="role",
            field=models.CharField(
                choices=[
                    ("initial", "ký nháy"),
                    ("secretary", "ký với tư cách thư ký"),
                    ("sign", "ký chính thức"),
                    ("seal", "đóng dấu"),
                    ("annex", "ký phụ lục"),
                ],
                max_length=9,
                verbose_name="việc ký",
            ),
        ),
        migrations.AlterField(
            model_name="signingrequest",
            name="answer",
            field=models.CharField(
                choices=[
                    ("next", "chưa đến lượt"),
                    ("waiting", "chờ ký"),
                    ("signed", "đã ký"),
                    ("returned", "người ký trả lại"),
                    ("withdrawn", "rút lại"),
                ],
                default="waiting",
                max_length=9,
                verbose_name="kết quả trình",
            ),
        ),
        migrations.CreateModel(
            name="InitialRule",
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
                    "kind",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=60, verbose_name="loại văn bản"
                    ),
                ),
                ("content", models.BooleanField(verbose_name="ký nháy nội dung")),
                ("form", models.BooleanField(verbose_name="ký nháy thể thức")),
                ("legal_basis", models.CharField(max_length=300, verbose_name="căn cứ")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="units.unit",
                        verbose_name="cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "quy định ký nháy",
                "constraints": [
                    models.CheckConstraint(
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
                        name="initialrule_dates",
                    )
                ],
            },
        ),
    ]
