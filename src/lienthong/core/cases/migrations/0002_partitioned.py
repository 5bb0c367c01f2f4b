# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Events partitioned by month from the first day; storage settings of the busiest table."""

from datetime import date

from django.db import migrations

from lienthong.kernel.partitions import partition_sql

FIRST = date(2025, 1, 1)
MONTHS = 12 * 4
EVENT = """
CREATE SEQUENCE cases_caseevent_id_seq AS bigint;
CREATE TABLE cases_caseevent (
  id bigint NOT NULL DEFAULT nextval('cases_caseevent_id_seq'),
  at timestamptz NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  case_id bigint NOT NULL,
  step_id bigint,
  kind varchar(60) COLLATE "C" NOT NULL,
  actor_id bigint,
  actor_unit_id bigint,
  on_behalf_of_id bigint,
  audience varchar(8) NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX caseevent_case ON cases_caseevent (case_id, id);
CREATE INDEX caseevent_order ON cases_caseevent (xid, id);
"""
STEP = """
ALTER TABLE cases_step SET (
  fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05
);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_tables")]
    operations = [
        migrations.RunSQL(
            EVENT + ";\n".join(partition_sql("cases_caseevent", FIRST, MONTHS)) + ";",
            "DROP TABLE cases_caseevent; DROP SEQUENCE cases_caseevent_id_seq",
        ),
        migrations.RunSQL(STEP, "ALTER TABLE cases_step RESET (fillfactor)"),
    ]
