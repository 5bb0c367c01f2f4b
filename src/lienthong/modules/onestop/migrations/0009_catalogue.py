# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue of procedures: source records that nobody can change, and confirmations."""

import django.db.models.deletion
from django.db import migrations, models

import lienthong.kernel.db

IMMUTABLE = """
CREATE FUNCTION catalogue_row_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% % is immutable', TG_TABLE_NAME, OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER source_record_immutable BEFORE UPDATE OR DELETE ON onestop_sourcerecord
  FOR EACH ROW EXECUTE FUNCTION catalogue_row_immutable();
CREATE TRIGGER rule_confirmation_immutable BEFORE UPDATE OR DELETE ON onestop_ruleconfirmation
  FOR EACH ROW EXECUTE FUNCTION catalogue_row_immutable();
"""
CHANGEABLE = """
DROP TRIGGER rule_confirmation_immutable ON onestop_ruleconfirmation;
DROP TRIGGER source_record_immutable ON onestop_sourcerecord;
DROP FUNCTION catalogue_row_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0008_satisfaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueEntry",
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
                        db_collation="C", max_length=60, unique=True, verbose_name="mã thủ tục"
                    ),
                ),
                ("name", models.TextField(verbose_name="tên thủ tục")),
                (
                    "field_name",
                    models.CharField(blank=True, max_length=200, verbose_name="lĩnh vực"),
                ),
                ("folded", models.TextField(verbose_name="chữ để tìm")),
                (
                    "state",
                    lienthong.kernel.db.CCharField(
                        choices=[
                            ("review", "chờ đối chiếu"),
                            ("confirmed", "đã xác nhận"),
                            ("active", "đang dùng"),
                        ],
                        db_collation="C",
                        default="review",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục của danh mục thủ tục",
            },
        ),
        migrations.CreateModel(
            name="CatalogueImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    lienthong.kernel.db.CCharField(
                        choices=[
                            ("national", "danh mục quốc gia"),
                            ("list", "danh sách đã soạn"),
                            ("package", "gói thủ tục"),
                        ],
                        db_collation="C",
                        max_length=8,
                        verbose_name="nguồn",
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("as_of", models.DateField(verbose_name="ngày của nguồn")),
                ("imported_at", models.DateTimeField(auto_now_add=True, verbose_name="nhập lúc")),
                ("imported_by", models.CharField(max_length=200, verbose_name="người nhập")),
                ("counts", models.JSONField(default=dict, verbose_name="số lượng")),
            ],
            options={
                "verbose_name": "lần nhập danh mục thủ tục",
            },
        ),
        migrations.CreateModel(
            name="SourceRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    lienthong.kernel.db.CCharField(
                        choices=[
                            ("national", "danh mục quốc gia"),
                            ("list", "danh sách đã soạn"),
                            ("package", "gói thủ tục"),
                        ],
                        db_collation="C",
                        max_length=8,
                        verbose_name="nguồn",
                    ),
                ),
                ("number", models.IntegerField(verbose_name="lần")),
                ("as_of", models.DateField(verbose_name="ngày của nguồn")),
                (
                    "digest",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=64, verbose_name="mã băm"
                    ),
                ),
                ("raw", models.TextField(verbose_name="nguyên văn")),
                ("reading", models.JSONField(null=True, verbose_name="cách đọc")),
                (
                    "problem",
                    lienthong.kernel.db.CCharField(
                        blank=True,
                        db_collation="C",
                        max_length=40,
                        verbose_name="lý do không đọc được",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="onestop.catalogueentry",
                        verbose_name="mục của danh mục thủ tục",
                    ),
                ),
                (
                    "imported",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="onestop.catalogueimport",
                        verbose_name="lần nhập danh mục thủ tục",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản ghi nguồn",
            },
        ),
        migrations.CreateModel(
            name="RuleConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    lienthong.kernel.db.CCharField(
                        choices=[("time", "thời hạn"), ("fee", "mức thu")],
                        db_collation="C",
                        max_length=4,
                        verbose_name="loại",
                    ),
                ),
                (
                    "key",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=20, verbose_name="khóa"
                    ),
                ),
                ("amount", models.BigIntegerField(null=True, verbose_name="giá trị")),
                (
                    "unit",
                    lienthong.kernel.db.CCharField(
                        blank=True, db_collation="C", max_length=12, verbose_name="đơn vị"
                    ),
                ),
                ("legal_basis", models.CharField(max_length=200, verbose_name="căn cứ")),
                ("differs", models.BooleanField(default=False, verbose_name="khác nguồn")),
                (
                    "confirmed_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="xác nhận lúc"),
                ),
                ("confirmed_by", models.CharField(max_length=200, verbose_name="người xác nhận")),
                ("account_id", models.BigIntegerField(null=True, verbose_name="tài khoản")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="onestop.sourcerecord",
                        verbose_name="bản ghi nguồn",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần xác nhận thời hạn, mức thu",
            },
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="current",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="onestop.sourcerecord",
                verbose_name="bản ghi đang dùng",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerecord",
            constraint=models.UniqueConstraint(
                fields=("entry", "source", "number"), name="sourcerecord_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("entry__isnull", True)),
                fields=("source", "digest"),
                name="sourcerecord_unreadable",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry__isnull", True), ("reading__isnull", True)),
                    models.Q(("entry__isnull", False), ("problem", ""), ("reading__isnull", False)),
                    _connector="OR",
                ),
                name="sourcerecord_read_or_not",
            ),
        ),
        migrations.AddIndex(
            model_name="ruleconfirmation",
            index=models.Index(fields=["record", "kind", "key"], name="ruleconfirmation_rule"),
        ),
        migrations.AddConstraint(
            model_name="ruleconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                name="ruleconfirmation_amount",
            ),
        ),
        migrations.AddIndex(
            model_name="catalogueentry",
            index=models.Index(fields=["state", "code"], name="catalogueentry_state"),
        ),
        migrations.RunSQL(IMMUTABLE, CHANGEABLE),
    ]
