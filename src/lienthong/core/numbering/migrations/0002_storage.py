# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Book rows are updated with every number: leave room on the page."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("numbering", "0001_tables")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE numbering_book SET (fillfactor = 50)",
            "ALTER TABLE numbering_book RESET (fillfactor)",
        )
    ]
