from __future__ import annotations

import os
import subprocess
import sys

import pytest

from motcua.operations.tests.processes import plain_environment

ASK = """
import django; django.setup()
from django.test import Client
print(*(Client().get(path).status_code for path in ("/healthz", "/readyz", "/metrics")))
"""


@pytest.mark.django_db
def test_a_process_with_a_database_is_alive_and_ready(client):
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").json() == {"database": "ok"}


@pytest.mark.parametrize("pooled", ["0", "1"])
def test_without_its_database_a_process_is_alive_but_not_ready(pooled):
    environment = {
        **plain_environment(),
        "DATABASE_URL": "postgresql://motcua_app:wrong@/motcua?host=/nowhere",
        "MOTCUA_DB_POOLED": pooled,
    }
    said = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["200", "503", "200"]


@pytest.mark.django_db
def test_metrics_name_the_process(client):
    text = client.get("/metrics").content.decode()
    assert "process_resident_memory_bytes" in text
    assert "python_info" in text
    assert os.environ["DATABASE_URL"] not in text
