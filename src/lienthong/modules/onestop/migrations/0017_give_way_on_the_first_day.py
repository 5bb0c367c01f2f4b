# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A version that is used may give way on the day it began: it is then valid on no day."""

from django.db import migrations

from lienthong.kernel.db import valid_dates


class Migration(migrations.Migration):
    dependencies = [("onestop", "0016_new_procedures")]

    operations = [
        migrations.RemoveConstraint("procedureversion", "procedure_dates"),
        migrations.AddConstraint(
            "procedureversion", valid_dates(name="procedure_dates", may_be_empty=True)
        ),
    ]
