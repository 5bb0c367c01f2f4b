# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who read a record is told by unit, and in whose name; reads in two names are two rows.

Of reads noted before nobody is known in whose name they were; they stay as they are.
"""

from django.db import migrations, models

FORWARD = """
ALTER TABLE audit_auditaccess ADD COLUMN unit_id bigint;
ALTER TABLE audit_auditaccess ADD COLUMN on_behalf_of_id bigint NOT NULL DEFAULT 0;
ALTER TABLE audit_auditaccess ADD COLUMN on_behalf_of_place varchar(300) NOT NULL DEFAULT '';
ALTER TABLE audit_auditaccess DROP CONSTRAINT audit_auditaccess_pkey;
ALTER TABLE audit_auditaccess ADD CONSTRAINT audit_auditaccess_pkey
  PRIMARY KEY (actor_id, subject_kind, subject_id, hour, on_behalf_of_id);
"""
BACK = """
DELETE FROM audit_auditaccess WHERE on_behalf_of_id <> 0;
ALTER TABLE audit_auditaccess DROP CONSTRAINT audit_auditaccess_pkey;
ALTER TABLE audit_auditaccess ADD CONSTRAINT audit_auditaccess_pkey
  PRIMARY KEY (actor_id, subject_kind, subject_id, hour);
ALTER TABLE audit_auditaccess DROP COLUMN unit_id;
ALTER TABLE audit_auditaccess DROP COLUMN on_behalf_of_id;
ALTER TABLE audit_auditaccess DROP COLUMN on_behalf_of_place;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_access_place")]
    operations = [
        migrations.RunSQL(
            FORWARD,
            BACK,
            state_operations=[
                migrations.AddField(
                    "auditaccess",
                    "unit_id",
                    models.BigIntegerField(null=True, verbose_name="đơn vị"),
                ),
                migrations.AddField(
                    "auditaccess",
                    "on_behalf_of_id",
                    models.BigIntegerField(default=0, verbose_name="thay mặt"),
                ),
                migrations.AddField(
                    "auditaccess",
                    "on_behalf_of_place",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="nơi, chức danh được thay mặt"
                    ),
                ),
            ],
        ),
    ]
