# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A form version never changes, except that it may end."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION forms_version_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.form_id, OLD.number, OLD.title, OLD.content, OLD.legal_basis, OLD.to_be_confirmed,
      OLD.valid_from) IS DISTINCT FROM
     (NEW.form_id, NEW.number, NEW.title, NEW.content, NEW.legal_basis, NEW.to_be_confirmed,
      NEW.valid_from) THEN
    RAISE EXCEPTION 'a form version is never changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER forms_version_is_fixed BEFORE UPDATE ON forms_formversion
  FOR EACH ROW EXECUTE FUNCTION forms_version_is_fixed();
"""
BACKWARD = """
DROP TRIGGER forms_version_is_fixed ON forms_formversion;
DROP FUNCTION forms_version_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_tables")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
