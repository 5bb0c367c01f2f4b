# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The audit tables, partitioned by month from the first day; the generation row; sealed rows."""

from datetime import date

from django.db import migrations

from lienthong.kernel.partitions import partition_sql

FIRST = date(2025, 1, 1)
MONTHS = 12 * 4
RECORD = """
CREATE SEQUENCE audit_auditrecord_id_seq AS bigint;
CREATE TABLE audit_auditrecord (
  id bigint NOT NULL DEFAULT nextval('audit_auditrecord_id_seq'),
  at timestamptz NOT NULL,
  generation integer NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  actor_id bigint,
  actor_text varchar(300) NOT NULL,
  unit_id bigint,
  unit_text varchar(300) NOT NULL DEFAULT '',
  on_behalf_of_id bigint,
  permission varchar(120) COLLATE "C" NOT NULL,
  subject_kind varchar(80) COLLATE "C" NOT NULL,
  subject_id bigint,
  changes jsonb NOT NULL DEFAULT '{}',
  purpose varchar(200) NOT NULL DEFAULT '',
  address varchar(60) COLLATE "C" NOT NULL DEFAULT '',
  request_id varchar(60) COLLATE "C" NOT NULL DEFAULT '',
  hash bytea NOT NULL,
  PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX audit_record_subject ON audit_auditrecord (subject_kind, subject_id, at);
CREATE INDEX audit_record_actor ON audit_auditrecord (actor_id, at);
CREATE INDEX audit_record_order ON audit_auditrecord (generation, xid, id);
"""
ACCESS = """
CREATE TABLE audit_auditaccess (
  actor_id bigint NOT NULL,
  subject_kind varchar(80) COLLATE "C" NOT NULL,
  subject_id bigint NOT NULL,
  hour timestamptz NOT NULL,
  purpose varchar(200) NOT NULL DEFAULT '',
  count integer NOT NULL DEFAULT 1,
  PRIMARY KEY (actor_id, subject_kind, subject_id, hour)
) PARTITION BY RANGE (hour);
CREATE INDEX audit_access_subject ON audit_auditaccess (subject_kind, subject_id, hour);
"""


def partitions(table: str) -> str:
    return ";\n".join(partition_sql(table, FIRST, MONTHS)) + ";"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_tables")]
    operations = [
        migrations.RunSQL(
            RECORD + partitions("audit_auditrecord"),
            "DROP TABLE audit_auditrecord; DROP SEQUENCE audit_auditrecord_id_seq",
        ),
        migrations.RunSQL(ACCESS + partitions("audit_auditaccess"), "DROP TABLE audit_auditaccess"),
        migrations.RunSQL(
            "INSERT INTO audit_auditgeneration (number) VALUES (1)",
            "DELETE FROM audit_auditgeneration",
        ),
    ]
