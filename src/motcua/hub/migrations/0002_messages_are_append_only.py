from django.db import migrations


class Migration(migrations.Migration):
    """The application's login may add what was received, never change or delete it."""

    dependencies = [("hub", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON hub_message, hub_deadletter FROM motcua_app",
            "GRANT UPDATE, DELETE ON hub_message, hub_deadletter TO motcua_app",
        )
    ]
