# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who read a record is told by unit and position of that hour."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_partitioned")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE audit_auditaccess ADD COLUMN place varchar(300) NOT NULL DEFAULT ''",
            "ALTER TABLE audit_auditaccess DROP COLUMN place",
            state_operations=[
                migrations.AddField(
                    "auditaccess",
                    "place",
                    models.CharField(blank=True, max_length=300, verbose_name="nơi, chức danh"),
                )
            ],
        ),
    ]
