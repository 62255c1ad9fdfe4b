from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("dossiers", "0005_delegates_on_dossiers")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="helped",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
