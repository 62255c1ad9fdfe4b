"""Search by words without an extension; a form's number is given once and never changed."""

from django.db import migrations

WORDS = """
CREATE INDEX dossier_words ON dossiers_dossierrow
USING gin (to_tsvector('simple', translate(code, '.-', '  ') || ' ' || subject_sort))
"""
REVOKE = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'motcua_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON dossiers_formnumber FROM motcua_app;
  END IF;
END $$
"""
GRANT = REVOKE.replace("REVOKE", "GRANT").replace("FROM motcua_app", "TO motcua_app")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_officials_work")]
    operations = [
        migrations.RunSQL(WORDS, "DROP INDEX dossier_words"),
        migrations.RunSQL(REVOKE, GRANT),
    ]
