# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""When a step was taken by somebody; open steps in hand count as taken when they were opened."""

from django.db import migrations, models

TAKEN = """
UPDATE cases_step SET taken_at = opened_at WHERE closed_at IS NULL AND queue_id <> home_queue_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_work_moves"),
    ]

    operations = [
        migrations.AddField(
            model_name="step",
            name="taken_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="nhận lúc"),
        ),
        migrations.RunSQL(TAKEN, migrations.RunSQL.noop),
    ]
