# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models

import lienthong.kernel.db


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0017_recipient_groups"),
        ("units", "0001_tables"),
    ]

    operations = [
        migrations.AlterField(
            model_name="file",
            name="problem",
            field=lienthong.kernel.db.CCharField(
                blank=True, max_length=80, verbose_name="vì sao không có nội dung"
            ),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(("state", "requested")),
                fields=["requested_at"],
                name="signature_asked",
            ),
        ),
    ]
