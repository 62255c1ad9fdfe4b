import pytest


@pytest.fixture(autouse=True)
def quick_secrets(settings):
    """Hashing a secret takes a second on purpose; here it only has to be compared."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
