import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_application_is_not_the_owner_of_its_tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, tableowner FROM pg_tables WHERE tablename = 'accounts_account'"
        )
        assert cursor.fetchone() == ("motcua_app", "motcua_owner")
