"""The application's login may add to the log of accounts and read it, never change or delete."""

from django.db import migrations

REVOKE = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'motcua_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON accounts_accountevent FROM motcua_app;
  END IF;
END $$
"""
GRANT = REVOKE.replace("REVOKE", "GRANT").replace("FROM motcua_app", "TO motcua_app")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_invitations_sessions_and_the_log")]
    operations = [migrations.RunSQL(REVOKE, GRANT)]
