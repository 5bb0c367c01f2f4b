# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A version that is used may give way on the day it began: it is then valid on no day."""

from django.db import migrations

from lienthong.kernel.db import valid_dates


class Migration(migrations.Migration):
    dependencies = [("process", "0004_edits_alike")]

    operations = [
        migrations.RemoveConstraint("processversion", "processversion_dates"),
        migrations.AddConstraint(
            "processversion", valid_dates(name="processversion_dates", may_be_empty=True)
        ),
    ]
