# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a desk received for other agencies is found by its promised day too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_bonds")]
    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["unit", "due_at", "id"],
                name="case_desk_due",
            ),
        ),
    ]
