# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0016_sheet_runs"),
        ("units", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecipientGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="tên nhóm")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị lập nhóm",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhóm nơi nhận",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "title"), name="recipientgroup_title")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecipientGroupPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nơi nhận")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="documents.recipientgroup",
                        verbose_name="nhóm nơi nhận",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="units.unit",
                        verbose_name="đơn vị trong tỉnh",
                    ),
                ),
            ],
            options={
                "verbose_name": "nơi trong nhóm nơi nhận",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "name"), name="recipientgroup_place_once"
                    )
                ],
            },
        ),
    ]
