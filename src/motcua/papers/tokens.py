"""Keys on a token or HSM (USB token, thiết bị bảo mật), behind PKCS#11 on the worker's machine."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from motcua.exchange.errors import Unreachable
from motcua.papers.authority import NoCertificate
from motcua.token_agent import device

SYSTEM = "token"
_refused_pins: set[tuple[str, str, str]] = set()  # tried again and again, they lock the token


@dataclass(frozen=True)
class TokenKey:
    """``handle`` is 'token/key', by their labels; an EC or RSA key that never leaves the token."""

    handle: str
    certificates: tuple[bytes, ...]

    def sign(self, data: bytes) -> bytes:
        """Raises ``Unreachable`` without the token, ``NoCertificate`` when it lacks the key."""
        token, _, key = self.handle.partition("/")
        opened = (settings.PKCS11_MODULE, token, settings.PKCS11_PIN)
        if opened in _refused_pins:
            raise Unreachable(SYSTEM, "WrongPin")
        try:
            (made,) = device.sign_by_label(settings.PKCS11_MODULE, token, key,
                                           settings.PKCS11_PIN, [data])  # fmt: skip
        except device.NoKey as error:
            raise NoCertificate(f"the token has no key {key}") from error
        except device.WrongPin as error:
            _refused_pins.add(opened)
            raise Unreachable(SYSTEM, "WrongPin") from error
        except (device.NoDevice, device.PinLocked) as error:
            raise Unreachable(SYSTEM, type(error).__name__) from error
        return made
