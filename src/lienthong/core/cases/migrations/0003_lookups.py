# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Find the open step of a deadline, and the cases decided in a span of time, without a scan."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_partitioned")]
    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("outcome__isnull", False)),
                fields=["outcome_at"],
                include=("agency", "outcome"),
                name="case_decided",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True), ("deadline_id__isnull", False)),
                fields=["deadline_id"],
                name="step_deadline",
            ),
        ),
    ]
