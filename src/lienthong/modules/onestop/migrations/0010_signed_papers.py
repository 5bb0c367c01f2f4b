# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms carry the digital signature of a unit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("onestop", "0009_catalogue")]
    operations = [
        migrations.AddField(
            "dossierpaper",
            "seal_unit_id",
            models.BigIntegerField(blank=True, null=True, verbose_name="nơi ký số"),
        ),
        migrations.AddField(
            "dossierpaper",
            "sealed_at",
            models.DateTimeField(blank=True, null=True, verbose_name="ký số lúc"),
        ),
        migrations.AddIndex(
            "dossierpaper",
            models.Index(
                condition=models.Q(("seal_unit_id__isnull", False), ("sealed_at__isnull", True)),
                fields=["made_at"],
                name="paper_to_seal",
            ),
        ),
    ]
