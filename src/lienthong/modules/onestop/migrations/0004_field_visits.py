# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Field visits and their printed record."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_opinions"),
        ("onestop", "0003_moving_papers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dossierpaper",
            name="kind",
            field=models.CharField(
                choices=[
                    ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
                    ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
                    ("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
                    ("04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
                    ("05", "Thông báo dừng giải quyết hồ sơ"),
                    ("06", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
                    ("07", "Sổ theo dõi hồ sơ"),
                    ("fw", "Phiếu chuyển hồ sơ đúng thẩm quyền"),
                    ("rr", "Giấy nhận kết quả"),
                    ("fr", "Biên lai thu phí, lệ phí"),
                    ("bb", "Biên bản kiểm tra thực địa"),
                ],
                max_length=4,
                verbose_name="mẫu",
            ),
        ),
        migrations.CreateModel(
            name="FieldVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "visited_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="kiểm tra lúc"),
                ),
                (
                    "place",
                    models.CharField(blank=True, max_length=300, verbose_name="nơi kiểm tra"),
                ),
                ("participants", models.TextField(blank=True, verbose_name="thành phần tham gia")),
                ("findings", models.TextField(blank=True, verbose_name="nội dung ghi nhận")),
                (
                    "conclusion",
                    models.CharField(
                        blank=True,
                        choices=[("fits", "phù hợp với hồ sơ"), ("differs", "khác với hồ sơ")],
                        max_length=10,
                        verbose_name="kết luận",
                    ),
                ),
                ("files", models.JSONField(default=list, verbose_name="ảnh và tệp")),
                (
                    "recorded_by_id",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="người lập (tài khoản)"
                    ),
                ),
                (
                    "recorded_by_text",
                    models.CharField(blank=True, max_length=200, verbose_name="người lập"),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lập lúc"),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="onestop.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit",
                        to="cases.step",
                        verbose_name="bước xử lý",
                    ),
                ),
            ],
            options={
                "verbose_name": "kiểm tra thực địa",
                "ordering": ("id",),
            },
        ),
    ]
