# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A kept paper names the words of the administrators' own with which it was drawn."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0022_own_bodies"),
        ("onestop", "0017_give_way_on_the_first_day"),
    ]

    operations = [
        migrations.AddField(
            "dossierpaper",
            "print_version",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="documents.printtemplateversion",
                verbose_name="lời riêng khi vẽ",
            ),
        ),
        migrations.AddIndex(
            "dossierpaper",
            models.Index(
                condition=models.Q(("print_version__isnull", False)),
                fields=["print_version"],
                name="paper_print_version",
            ),
        ),
    ]
