# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A procedure can be made before it has any version."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("onestop", "0013_result_corrects")]

    operations = [
        migrations.AlterField(
            model_name="proceduredesign",
            name="base",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.PROTECT,
                to="onestop.procedureversion",
                verbose_name="soạn từ phiên bản",
            ),
        ),
    ]
