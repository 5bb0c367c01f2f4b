# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures made before any version, files the worker reads, pictures of layouts."""

import django.utils.timezone
from django.db import migrations, models

import lienthong.kernel.db


class Migration(migrations.Migration):
    dependencies = [("onestop", "0015_partner_filings")]

    operations = [
        migrations.AlterField(
            model_name="proceduredesign",
            name="base",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.PROTECT,
                to="onestop.procedureversion",
                verbose_name="soạn từ phiên bản",
            ),
        ),
        migrations.CreateModel(
            name="CatalogueRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
                (
                    "stored",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=64, verbose_name="tệp chờ"
                    ),
                ),
                (
                    "digest",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=64, verbose_name="mã băm"
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="số byte")),
                ("is_trial", models.BooleanField(verbose_name="chạy thử")),
                (
                    "state",
                    lienthong.kernel.db.CCharField(
                        choices=[
                            ("waiting", "đang chờ"),
                            ("reading", "đang đọc"),
                            ("done", "đã đọc xong"),
                            ("refused", "bị từ chối"),
                        ],
                        db_collation="C",
                        default="waiting",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="số byte đã đọc")),
                ("told", models.JSONField(default=dict, verbose_name="kết quả")),
                ("fault", models.TextField(blank=True, verbose_name="lý do từ chối")),
                ("as_of", models.DateField(null=True, verbose_name="ngày của nguồn")),
                ("asked_by_id", models.BigIntegerField(verbose_name="tài khoản")),
                ("unit_id", models.BigIntegerField(null=True, verbose_name="đơn vị")),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="yêu cầu lúc"
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True, verbose_name="xong lúc")),
            ],
            options={
                "verbose_name": "lần đọc tệp danh mục",
            },
        ),
        migrations.CreateModel(
            name="LayoutPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=64, unique=True, verbose_name="mã băm"
                    ),
                ),
                (
                    "media_type",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=20, verbose_name="loại"
                    ),
                ),
                ("body", models.BinaryField(verbose_name="nội dung")),
                (
                    "sent_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="gửi lúc"),
                ),
                (
                    "sent_by_text",
                    models.CharField(blank=True, max_length=200, verbose_name="người gửi"),
                ),
            ],
            options={
                "verbose_name": "hình trong mẫu kết quả",
            },
        ),
    ]
