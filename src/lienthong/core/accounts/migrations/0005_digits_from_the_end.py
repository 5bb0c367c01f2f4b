# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The desk finds known people by the last digits of their number or telephone."""

from django.db import migrations, models
from django.db.models.functions import Reverse


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_children_and_mandates")]
    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(Reverse("personal_id"), name="person_id_backwards"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(Reverse("phone"), name="person_phone_backwards"),
        ),
    ]
