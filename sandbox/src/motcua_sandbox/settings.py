"""What the sandbox is told by its environment (README.md lists every name)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


class BadSetting(Exception):
    """A setting of the environment is missing or cannot be used."""


@dataclass(frozen=True)
class Credentials:
    name: str
    secret: str


@dataclass(frozen=True)
class Settings:
    home: Path
    public_url: str
    demo: bool
    people: int
    seed: int
    oidc_client: Credentials
    redirect_uris: tuple[str, ...]
    population_user: Credentials
    civil_status_client: Credentials
    business: Credentials
    polls_until_registered: int
    merchant: Credentials
    callback_url: str
    sms_user: Credentials
    mail_key: Credentials
    signing_client: Credentials
    mobile_signing_client: Credentials


def from_environment() -> Settings:
    """Read the settings; refuse demo secrets unless ``MOTCUA_DEMO=1``.

    Raises BadSetting naming the variable and what is expected.
    """
    demo = os.environ.get("MOTCUA_DEMO", "").lower() in {"1", "true"}
    return Settings(
        home=Path(os.environ.get("SANDBOX_HOME", ".motcua/sandbox")),
        public_url=os.environ.get("SANDBOX_PUBLIC_URL", "http://127.0.0.1:8002").rstrip("/"),
        demo=demo,
        people=_number("SANDBOX_PEOPLE", 20_000, least=100),
        seed=_number("SANDBOX_SEED", 2026, least=0),
        oidc_client=_credentials("SANDBOX_OIDC_CLIENT", "motcua", "demo-oidc-secret", demo),
        redirect_uris=_words("SANDBOX_OIDC_REDIRECT_URIS"),
        population_user=_credentials("SANDBOX_DANCU", "motcua", "demo-dancu-secret", demo),
        civil_status_client=_credentials("SANDBOX_HOTICH", "motcua", "demo-hotich-secret", demo),
        business=_credentials("SANDBOX_DOANHNGHIEP", "motcua", "demo-doanhnghiep-secret", demo),
        polls_until_registered=_number("SANDBOX_HOTICH_POLLS", 2, least=1),
        merchant=_credentials("SANDBOX_THANHTOAN", "MOTCUA", "demo-thanhtoan-secret", demo),
        sms_user=_credentials("SANDBOX_SMS", "motcua", "demo-sms-secret", demo),
        mail_key=_credentials("SANDBOX_MAIL", "motcua", "demo-mail-secret", demo),
        signing_client=_credentials("SANDBOX_KYSO", "motcua", "demo-kyso-secret", demo),
        mobile_signing_client=_credentials("SANDBOX_SIMCA", "motcua", "demo-simca-secret", demo),
        callback_url=os.environ.get("SANDBOX_THANHTOAN_CALLBACK_URL", ""),
    )


def _credentials(prefix: str, name: str, demo_secret: str, demo: bool) -> Credentials:
    secret = os.environ.get(f"{prefix}_SECRET", demo_secret)
    if secret == demo_secret and not demo:
        raise BadSetting(
            f"{prefix}_SECRET is not set or is the demo's: set a secret of your own, "
            "or MOTCUA_DEMO=1 for a demo on this machine"
        )
    return Credentials(os.environ.get(f"{prefix}_NAME", name), secret)


def _number(name: str, default: int, *, least: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdecimal() or int(text) < least:
        raise BadSetting(f"{name}={text!r}: expected a whole number of at least {least}")
    return int(text)


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in os.environ.get(name, "").split(",") if word.strip())
