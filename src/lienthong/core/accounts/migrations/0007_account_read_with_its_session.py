# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The column is what it was; Django now knows that it names an account, so that it can join it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_connected_apps")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex("signinsession", "sign_in_session_account"),
                migrations.RemoveField("signinsession", "account_id"),
                migrations.AddField(
                    "signinsession",
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
                migrations.AddIndex(
                    "signinsession",
                    models.Index(
                        condition=models.Q(("account__isnull", False)),
                        fields=["account"],
                        name="sign_in_session_account",
                    ),
                ),
            ]
        )
    ]
