# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A reassignment may send single steps elsewhere than the rest, and knows who got how much."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_opinions")]
    operations = [
        migrations.AddField(
            "reassignment",
            "exceptions",
            models.JSONField(default=dict, verbose_name="bước chuyển cho người khác"),
        ),
        migrations.AddField(
            "reassignment",
            "moved_to",
            models.JSONField(default=dict, verbose_name="mỗi người nhận bao nhiêu"),
        ),
    ]
