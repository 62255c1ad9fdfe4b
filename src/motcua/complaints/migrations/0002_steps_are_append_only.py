"""The application's login may add steps of a complaint and read them, never change or delete one."""

from django.db import migrations

REVOKE = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'motcua_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON complaints_steptaken FROM motcua_app;
    REVOKE DELETE, TRUNCATE ON complaints_complaint FROM motcua_app;
  END IF;
END $$
"""
GRANT = REVOKE.replace("REVOKE", "GRANT").replace("FROM motcua_app", "TO motcua_app")


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]
    operations = [migrations.RunSQL(REVOKE, GRANT)]
