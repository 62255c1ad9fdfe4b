from django.db import migrations

FILL = """
UPDATE hub_message SET accepted = json_array_length(body::json -> 'data');
INSERT INTO hub_messageitem (message_id, position, dossier, sequence, digest)
SELECT message.id, item.position - 1,
       upper(regexp_replace(item.value ->> 'MaHoSo', '\\s', '', 'g')), 0, ''
FROM hub_message message,
     json_array_elements(message.body::json -> 'data') WITH ORDINALITY AS item(value, position);
UPDATE hub_hubdossier dossier SET
    day = coalesce((submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
                   to_date(split_part(code, '-', 2), 'YYMMDD')),
    steps = (SELECT count(*) FROM hub_hubprogress step WHERE step.dossier_id = dossier.code),
    news_at = greatest(submitted_at, received_at, finished_at, handed_over_at, declined_at,
        (SELECT max(step.at) FROM hub_hubprogress step WHERE step.dossier_id = dossier.code)),
    finished_late = status IN (3, 7, 8, 9, 10) AND coalesce(
        (coalesce(finished_at, handed_over_at, declined_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
        > (due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, false);
"""


class Migration(migrations.Migration):
    """What older messages say, in the new columns; items are as append-only as their messages."""

    dependencies = [("hub", "0003_extension")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON hub_messageitem FROM motcua_app",
            "GRANT UPDATE, DELETE ON hub_messageitem TO motcua_app",
        ),
    ]
