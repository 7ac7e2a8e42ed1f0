"""The checkpoint key: Ed25519, made once, readable by the service's user only."""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

Keys = dict[str, Ed25519PublicKey]


def private_key(path: Path) -> Ed25519PrivateKey:
    """The key kept at `path` (0600), made there the first time."""
    if not path.exists():
        _create(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key")
    return key


def key_id(key: Ed25519PublicKey) -> str:
    """Sixteen hexadecimal digits that name a public key."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:16]


def publish(key: Ed25519PublicKey, folder: Path) -> Path:
    """Write the public key beside the checkpoints, for whoever verifies them elsewhere."""
    path = folder / f"{key_id(key)}.pub.pem"
    if not path.exists():
        pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        path.write_bytes(pem)
    return path


def public_keys(paths: list[Path]) -> Keys:
    """Public keys by their id, read from PEM files."""
    keys: Keys = {}
    for path in paths:
        key = serialization.load_pem_public_key(path.read_bytes())
        if isinstance(key, Ed25519PublicKey):
            keys[key_id(key)] = key
    return keys


def is_signed(key: Ed25519PublicKey, text: str, signature: str) -> bool:
    """Whether `signature` (hexadecimal) is the key's over the UTF-8 bytes of `text`."""
    try:
        key.verify(bytes.fromhex(signature), text.encode("utf-8"))
    except (InvalidSignature, ValueError):
        return False
    return True


def _create(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Written aside and linked into place: a second process never reads half a key, and the first one's stays.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(pem)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
