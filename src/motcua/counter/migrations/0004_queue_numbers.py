from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("counter", "0003_paper_lists")]

    operations = [
        migrations.RenameModel("Ticket", "QueueNumber"),
        migrations.RenameModel("DayTickets", "DayNumbers"),
    ]
