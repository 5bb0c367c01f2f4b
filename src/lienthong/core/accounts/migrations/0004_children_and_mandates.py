# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import lienthong.kernel.db


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Child",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="họ, chữ đệm và tên")),
                ("date_of_birth", models.DateField(verbose_name="ngày sinh")),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("female", "Nữ"), ("male", "Nam")],
                        max_length=6,
                        verbose_name="giới tính",
                    ),
                ),
                (
                    "personal_id",
                    lienthong.kernel.db.CCharField(
                        blank=True,
                        db_collation="C",
                        max_length=12,
                        validators=[django.core.validators.RegexValidator("^\\d{12}$")],
                        verbose_name="số định danh cá nhân",
                    ),
                ),
                (
                    "source",
                    lienthong.kernel.db.CCharField(
                        choices=[
                            ("by_hand", "tự nhập"),
                            ("birth_registration", "hồ sơ đăng ký khai sinh"),
                        ],
                        db_collation="C",
                        default="by_hand",
                        max_length=20,
                        verbose_name="nguồn",
                    ),
                ),
                (
                    "source_id",
                    models.BigIntegerField(blank=True, null=True, verbose_name="hồ sơ nguồn"),
                ),
                (
                    "source_text",
                    models.CharField(blank=True, max_length=120, verbose_name="tên nguồn"),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="thêm lúc")),
                (
                    "removed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="bỏ khỏi danh sách lúc"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="accounts.person",
                        verbose_name="cha hoặc mẹ",
                    ),
                ),
            ],
            options={
                "verbose_name": "con (trên tài khoản)",
                "ordering": ("date_of_birth", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None), ("source_id__isnull", False)),
                        fields=("parent", "source_id"),
                        name="child_once_from_a_source",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "basis",
                    lienthong.kernel.db.CCharField(
                        choices=[
                            ("parent", "cha, mẹ của người chưa thành niên"),
                            ("guardian", "người giám hộ"),
                            ("authorisation", "giấy ủy quyền"),
                            ("legal_rep", "người đại diện theo pháp luật của tổ chức"),
                        ],
                        db_collation="C",
                        max_length=20,
                        verbose_name="căn cứ",
                    ),
                ),
                (
                    "principal_kind",
                    lienthong.kernel.db.CCharField(
                        choices=[
                            ("person", "một người"),
                            ("organisation", "tổ chức, doanh nghiệp"),
                        ],
                        db_collation="C",
                        default="person",
                        max_length=12,
                        verbose_name="làm thay cho",
                    ),
                ),
                (
                    "principal_name",
                    models.CharField(max_length=200, verbose_name="tên người được làm thay"),
                ),
                (
                    "principal_personal_id",
                    lienthong.kernel.db.CCharField(
                        blank=True,
                        db_collation="C",
                        max_length=12,
                        verbose_name="số định danh cá nhân",
                    ),
                ),
                (
                    "principal_tax_code",
                    lienthong.kernel.db.CCharField(
                        blank=True, db_collation="C", max_length=14, verbose_name="mã số thuế"
                    ),
                ),
                (
                    "principal_date_of_birth",
                    models.DateField(blank=True, null=True, verbose_name="ngày sinh"),
                ),
                (
                    "principal_gender",
                    models.CharField(
                        blank=True,
                        choices=[("female", "Nữ"), ("male", "Nam")],
                        max_length=6,
                        verbose_name="giới tính",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="số văn bản")),
                (
                    "document_id",
                    models.BigIntegerField(blank=True, null=True, verbose_name="tệp văn bản"),
                ),
                (
                    "document_name",
                    models.CharField(blank=True, max_length=255, verbose_name="tên tệp"),
                ),
                (
                    "scope",
                    models.JSONField(blank=True, default=list, verbose_name="thủ tục được làm"),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "state",
                    lienthong.kernel.db.CCharField(
                        choices=[
                            ("declared", "chờ quầy xác nhận"),
                            ("confirmed", "quầy đã xác nhận"),
                            ("rejected", "quầy không chấp nhận"),
                            ("revoked", "người được làm thay đã thu hồi"),
                            ("ended", "đã thôi làm thay"),
                        ],
                        db_collation="C",
                        default="declared",
                        max_length=12,
                        verbose_name="trạng thái",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="lý do")),
                (
                    "decided_by_text",
                    models.CharField(blank=True, max_length=200, verbose_name="người xác nhận"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="xác nhận lúc"),
                ),
                ("declared_at", models.DateTimeField(auto_now_add=True, verbose_name="khai lúc")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="hết hiệu lực lúc"),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="accounts.person",
                        verbose_name="người làm thay",
                    ),
                ),
            ],
            options={
                "verbose_name": "ủy quyền (của công dân)",
                "ordering": ("-declared_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("principal_personal_id", ""), _negated=True),
                        fields=["principal_personal_id"],
                        name="mandate_principal",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="mandate_days",
                    )
                ],
            },
        ),
    ]
