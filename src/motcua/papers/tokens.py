"""Keys on a token or HSM (USB token, thiết bị bảo mật), behind PKCS#11 on the worker's machine."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

import pkcs11  # type: ignore[import-not-found]
from django.conf import settings
from pkcs11.util.ec import encode_ecdsa_signature  # type: ignore[import-not-found]

from motcua.exchange.errors import Unreachable
from motcua.papers.authority import NoCertificate

SYSTEM = "token"


@dataclass(frozen=True)
class TokenKey:
    """``handle`` is 'token/key', by their labels; an EC or RSA key that never leaves the token."""

    handle: str
    certificates: tuple[bytes, ...]

    def sign(self, data: bytes) -> bytes:
        """Raises ``Unreachable`` without the token, ``NoCertificate`` when it lacks the key."""
        token_label, _, key_label = self.handle.partition("/")
        try:
            token = _module(settings.PKCS11_MODULE).get_token(token_label=token_label)
            with token.open(user_pin=settings.PKCS11_PIN) as session:
                key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=key_label)
                return _signature(key, data)
        except pkcs11.exceptions.NoSuchKey as error:
            raise NoCertificate(f"the token has no key {key_label}") from error
        except (pkcs11.exceptions.PKCS11Error, RuntimeError, OSError) as error:
            raise Unreachable(SYSTEM, type(error).__name__) from error


@cache
def _module(path: str) -> pkcs11.lib:
    return pkcs11.lib(path)


def _signature(key: pkcs11.PrivateKey, data: bytes) -> bytes:
    if key.key_type == pkcs11.KeyType.RSA:
        return bytes(key.sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
    # tokens that sign a hash only are common, those that hash by themselves are not
    digest = hashlib.sha256(data).digest()
    return bytes(encode_ecdsa_signature(key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)))
