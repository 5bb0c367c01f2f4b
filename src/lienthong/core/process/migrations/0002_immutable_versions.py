# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A published table never changes: the database lets a version only end."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION process_version_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'valid_to') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_to') THEN
    RAISE EXCEPTION 'process version % is immutable', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER process_version_immutable BEFORE UPDATE ON process_processversion
  FOR EACH ROW EXECUTE FUNCTION process_version_immutable();
"""
UNDO = """
DROP TRIGGER process_version_immutable ON process_processversion;
DROP FUNCTION process_version_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("process", "0001_tables")]
    operations = [migrations.RunSQL(FUNCTION, UNDO)]
