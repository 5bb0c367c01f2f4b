# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0019_initials")]

    operations = [
        migrations.AddField(
            model_name="trustanchor",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="thôi tin cậy lúc"),
        ),
        migrations.AddIndex(
            model_name="fileversion",
            index=models.Index(
                condition=models.Q(("signed", True)),
                fields=["scanned_at"],
                name="fileversion_signed_scanned",
            ),
        ),
    ]
