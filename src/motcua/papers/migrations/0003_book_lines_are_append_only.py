"""The application's login may enter copies in the book and read it, never change or delete."""

from django.db import migrations

REVOKE = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'motcua_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON papers_certification FROM motcua_app;
  END IF;
END $$
"""
GRANT = REVOKE.replace("REVOKE", "GRANT").replace("FROM motcua_app", "TO motcua_app")


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_certification_books")]
    operations = [migrations.RunSQL(REVOKE, GRANT)]
