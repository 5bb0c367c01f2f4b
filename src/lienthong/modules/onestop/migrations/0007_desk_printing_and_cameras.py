# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How desks print acceptance slips; phones as cameras of the desk."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import lienthong.kernel.db


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0006_obligation_paper"),
        ("units", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="PhoneCamera",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account_id", models.BigIntegerField(verbose_name="tài khoản")),
                ("slots", models.JSONField(default=list, verbose_name="giấy tờ cần chụp")),
                (
                    "device",
                    lienthong.kernel.db.CCharField(
                        blank=True,
                        db_collation="C",
                        max_length=64,
                        verbose_name="điện thoại đã ghép",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="hết hạn lúc")),
                (
                    "claimed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ghép lúc"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thôi ghép lúc"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="onestop.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="quầy",
                    ),
                ),
            ],
            options={
                "verbose_name": "điện thoại chụp của quầy",
            },
        ),
        migrations.CreateModel(
            name="PhonePhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slot",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=60, verbose_name="giấy tờ"
                    ),
                ),
                ("order", models.SmallIntegerField(verbose_name="trang")),
                ("file_version_id", models.BigIntegerField(unique=True, verbose_name="tệp")),
                ("taken_at", models.DateTimeField(auto_now_add=True, verbose_name="chụp lúc")),
                (
                    "camera",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="onestop.phonecamera",
                        verbose_name="điện thoại",
                    ),
                ),
            ],
            options={
                "verbose_name": "ảnh chụp ở quầy",
                "ordering": ("slot", "order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PrintProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at_once", models.BooleanField(default=False, verbose_name="in ngay khi nhận")),
                (
                    "size",
                    models.CharField(
                        choices=[
                            ("a5", "A5, mỗi liên một tờ"),
                            ("a4_pair", "A4 ngang, hai liên một tờ"),
                        ],
                        default="a5",
                        max_length=8,
                        verbose_name="khổ giấy",
                    ),
                ),
                (
                    "copies",
                    models.SmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3),
                        ],
                        verbose_name="số liên",
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="quầy",
                    ),
                ),
            ],
            options={
                "verbose_name": "cách in của quầy",
            },
        ),
        migrations.AddIndex(
            model_name="phonecamera",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["account_id"],
                name="camera_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="printprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(("copies__range", (1, 3))), name="print_profile_copies"
            ),
        ),
    ]
