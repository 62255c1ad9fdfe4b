"""Keys on a token or HSM (USB token, thiết bị bảo mật), through PKCS#11."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import pkcs11  # type: ignore[import-not-found]
from pkcs11.util.ec import encode_ecdsa_signature  # type: ignore[import-not-found]


class NoDevice(Exception):
    """No token answers, or it broke off (chưa cắm thiết bị)."""


class NoKey(Exception):
    """The token does not hold the key."""


class WrongPin(Exception):
    """The token refused the PIN."""


class PinLocked(Exception):
    """The token takes no PIN any more until its issuer unlocks it."""


@dataclass(frozen=True)
class Found:
    """A key on a token: the token's place and label, and the key's id there."""

    slot: int
    label: str
    key: bytes


def sign_by_label(
    module: str, token_label: str, key_label: str, pin: str, data: Sequence[bytes]
) -> list[bytes]:
    """Return a signature over the SHA-256 of each of ``data``; raises this module's errors."""
    with _plain_errors():
        token = _module(module).get_token(token_label=token_label)
        with token.open(user_pin=pin) as session:
            key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=key_label)
            return [signature(key, one) for one in data]


def find(module: str, certificate: bytes) -> Found:
    """Return where the key of a certificate (DER) is, without any PIN; raises this module's errors."""
    with _plain_errors():
        for slot, token in _tokens(module):
            for key, held in _certificates(token):
                if held == certificate:
                    return Found(slot, str(token.label).strip(), key)
    raise NoDevice("no token with this certificate is plugged in")


def certificates(module: str) -> list[tuple[str, bytes]]:
    """Return the label of its token and the DER of every certificate that is plugged in."""
    with _plain_errors():
        return [
            (str(token.label).strip(), held)
            for _, token in _tokens(module)
            for _, held in _certificates(token)
        ]


def sign(module: str, found: Found, pin: str, data: Sequence[bytes]) -> list[bytes]:
    """Return a signature over the SHA-256 of each of ``data``; raises this module's errors."""
    with _plain_errors():
        token = next(token for slot, token in _tokens(module) if slot == found.slot)
        with token.open(user_pin=pin) as session:
            key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=found.key)
            return [signature(key, one) for one in data]


def signature(key: pkcs11.PrivateKey, data: bytes) -> bytes:
    if key.key_type == pkcs11.KeyType.RSA:
        return bytes(key.sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
    # tokens that sign a hash only are common, those that hash by themselves are not
    digest = hashlib.sha256(data).digest()
    return bytes(encode_ecdsa_signature(key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)))


@cache
def _module(path: str) -> pkcs11.lib:
    return pkcs11.lib(path)


def _tokens(module: str) -> Iterator[tuple[int, pkcs11.Token]]:
    for slot in _module(module).get_slots(token_present=True):
        yield slot.slot_id, slot.get_token()


def _certificates(token: pkcs11.Token) -> Iterator[tuple[bytes, bytes]]:
    if pkcs11.TokenFlag.TOKEN_INITIALIZED not in token.flags:
        return
    wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
    with token.open() as session:
        for one in session.get_objects(wanted):
            yield bytes(one[pkcs11.Attribute.ID]), bytes(one[pkcs11.Attribute.VALUE])


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn the library's errors into this module's."""
    errors = pkcs11.exceptions
    try:
        yield
    except errors.NoSuchKey as error:
        raise NoKey(str(error)) from error
    except errors.PinLocked as error:
        raise PinLocked from error
    except (errors.PinIncorrect, errors.PinLenRange, errors.PinInvalid) as error:
        raise WrongPin from error
    except (errors.PKCS11Error, RuntimeError, OSError, StopIteration) as error:
        raise NoDevice(type(error).__name__) from error
