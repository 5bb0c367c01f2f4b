# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""No query asks for decided cases by their moment any more: sums of months answer."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_taken_steps")]
    operations = [migrations.RemoveIndex(model_name="case", name="case_decided")]
