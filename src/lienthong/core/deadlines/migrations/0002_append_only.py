# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Revisions and adjustments never change; of a deadline only state, due date and end do."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION deadlines_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER deadlines_append_only BEFORE UPDATE OR DELETE ON deadlines_dueadjustment
  FOR EACH ROW EXECUTE FUNCTION deadlines_refuse_change();
CREATE TRIGGER deadlines_append_only BEFORE UPDATE OR DELETE ON deadlines_calendarrevision
  FOR EACH ROW EXECUTE FUNCTION deadlines_refuse_change();

CREATE FUNCTION deadlines_start_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.calendar_revision_id, OLD.calendar_id, OLD.unit, OLD.amount, OLD.cutoff, OLD.started_at,
      OLD.original_due_at) IS DISTINCT FROM
     (NEW.calendar_revision_id, NEW.calendar_id, NEW.unit, NEW.amount, NEW.cutoff, NEW.started_at,
      NEW.original_due_at) THEN
    RAISE EXCEPTION 'limit and start of a deadline are fixed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER deadlines_start_is_fixed BEFORE UPDATE ON deadlines_deadline
  FOR EACH ROW EXECUTE FUNCTION deadlines_start_is_fixed();
"""
BACKWARD = """
DROP TRIGGER deadlines_start_is_fixed ON deadlines_deadline;
DROP FUNCTION deadlines_start_is_fixed();
DROP TRIGGER deadlines_append_only ON deadlines_calendarrevision;
DROP TRIGGER deadlines_append_only ON deadlines_dueadjustment;
DROP FUNCTION deadlines_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_tables")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
