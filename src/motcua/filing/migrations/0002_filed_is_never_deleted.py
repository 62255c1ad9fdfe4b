"""The application's login may file a declaration and keep its answer, never delete one."""

from django.db import migrations

REVOKE = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'motcua_app') THEN
    REVOKE DELETE, TRUNCATE ON filing_fileddeclaration FROM motcua_app;
  END IF;
END $$
"""
GRANT = REVOKE.replace("REVOKE", "GRANT").replace("FROM motcua_app", "TO motcua_app")


class Migration(migrations.Migration):
    dependencies = [("filing", "0001_initial")]
    operations = [migrations.RunSQL(REVOKE, GRANT)]
