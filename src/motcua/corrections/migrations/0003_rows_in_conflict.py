"""A row in conflict names the other row that speaks of the same person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("corrections", "0002_steps_are_append_only")]

    operations = [
        migrations.AddField(
            "proposal",
            "other_row",
            models.CharField(blank=True, db_default="", max_length=120),
        ),
    ]
