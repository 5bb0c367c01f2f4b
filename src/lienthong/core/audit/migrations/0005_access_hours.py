# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Openings are summed up hour by hour; a summarised index, as rows come in that order."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_access_on_behalf")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX audit_access_hours ON audit_auditaccess USING brin (hour)"
            " WITH (pages_per_range = 16, autosummarize = on)",
            "DROP INDEX audit_access_hours",
        )
    ]
