# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A dossier says in whose place it was filed, and on what ground."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_children_and_mandates"),
        ("onestop", "0004_field_visits"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="mandate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.mandate",
                verbose_name="căn cứ nộp thay",
            ),
        ),
        migrations.AddField(
            model_name="dossier",
            name="representation",
            field=models.JSONField(blank=True, default=dict, verbose_name="người đại diện"),
        ),
    ]
