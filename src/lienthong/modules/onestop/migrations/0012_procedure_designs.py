# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures in the making; a version that dossiers use is never changed any more."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import lienthong.kernel.db

FORWARD = """
CREATE FUNCTION procedure_version_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) - 'valid_to' IS DISTINCT FROM to_jsonb(NEW) - 'valid_to'
     AND EXISTS (SELECT 1 FROM onestop_dossier d WHERE d.procedure_version_id = OLD.id) THEN
    RAISE EXCEPTION 'a procedure version in use is never changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER procedure_version_is_fixed BEFORE UPDATE ON onestop_procedureversion
  FOR EACH ROW EXECUTE FUNCTION procedure_version_is_fixed();
"""
BACKWARD = """
DROP TRIGGER procedure_version_is_fixed ON onestop_procedureversion;
DROP FUNCTION procedure_version_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0011_news_of_the_post"),
    ]

    operations = [
        migrations.CreateModel(
            name="LayoutFile",
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
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
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
                "verbose_name": "tệp mẫu kết quả",
            },
        ),
        migrations.CreateModel(
            name="ProcedureDesign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.JSONField(verbose_name="nội dung")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="số lần sửa")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sửa lúc"),
                ),
                (
                    "changed_by_text",
                    models.CharField(blank=True, max_length=200, verbose_name="người sửa"),
                ),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="onestop.procedureversion",
                        verbose_name="soạn từ phiên bản",
                    ),
                ),
                (
                    "procedure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="design",
                        to="onestop.procedure",
                        verbose_name="thủ tục",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản soạn thủ tục",
            },
        ),
        migrations.CreateModel(
            name="ProcedureEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(verbose_name="số lần sửa")),
                (
                    "act",
                    lienthong.kernel.db.CCharField(
                        db_collation="C", max_length=30, verbose_name="thao tác"
                    ),
                ),
                (
                    "place",
                    lienthong.kernel.db.CCharField(
                        blank=True, db_collation="C", max_length=200, verbose_name="phần"
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=300, verbose_name="tên phần")),
                ("content", models.JSONField(verbose_name="nội dung")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("by_text", models.CharField(blank=True, max_length=200, verbose_name="người sửa")),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edits",
                        to="onestop.proceduredesign",
                        verbose_name="bản soạn thủ tục",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần sửa bản soạn thủ tục",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("design", "revision"), name="procedure_edit_revision"
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
