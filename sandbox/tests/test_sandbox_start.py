from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import SOURCES, Sandbox
from test_sandbox_hotich import Register
from test_sandbox_oidc import sign_in, user_info


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def test_a_killed_sandbox_forgets_nothing(home: Path) -> None:
    sandbox = Sandbox(home, {"SANDBOX_PEOPLE": "150"}).start()
    code = "H44.28.05-261123-0001"
    register = Register(sandbox)
    result = register.registered(code)
    token = sign_in(sandbox, "cong-dan-1")["access_token"]
    keys = sandbox.http.get("/oidc/jwks").json()
    certificate = sandbox.http.get("/tsa/cert.pem").content
    sandbox.fault("tsa", "slow", seconds=3)
    sandbox.kill()

    sandbox.start()
    assert Register(sandbox).ask("ketQuaDangKyHS", maHoSo=code)["value"] == result
    assert user_info(sandbox, token).json()["HoVaTen"] == "Khà Thị Dung"
    assert sandbox.http.get("/oidc/jwks").json() == keys
    assert sandbox.http.get("/tsa/cert.pem").content == certificate
    assert sandbox.http.get("/faults").json()["active"][0]["kind"] == "slow"
    assert sandbox.stop() == 0


def start_without(tmp_path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    named = {k: v for k, v in os.environ.items() if k != "MOTCUA_DEMO"}
    return subprocess.run(
        [sys.executable, "-m", "motcua_sandbox", "population", "--csv"],
        env={
            **named,
            "PYTHONPATH": os.pathsep.join(map(str, SOURCES)),
            "SANDBOX_HOME": str(tmp_path),
            **settings,
        },
        capture_output=True,
        text=True,
    )


def test_a_start_that_is_no_demo_refuses_demo_secrets(tmp_path: Path) -> None:
    refused = start_without(tmp_path)
    assert refused.returncode == 2
    assert "SANDBOX_OIDC_CLIENT_SECRET" in refused.stderr


def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    refused = start_without(tmp_path, MOTCUA_DEMO="1", SANDBOX_PEOPLE="many")
    assert refused.returncode == 2
    assert "SANDBOX_PEOPLE='many'" in refused.stderr


def test_the_first_page_lists_every_system_and_its_faults(sandbox: Sandbox) -> None:
    sandbox.fault("dancu", "down")
    page = sandbox.http.get("/").text
    for name in ("oidc", "dancu", "hotich", "thanhtoan", "tsa", "chungsinh"):
        assert f"{sandbox.url}/{name}" in page
    assert "Ngừng hoạt động" in page
    assert "BẢN TRÌNH DIỄN" in page
