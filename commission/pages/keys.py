"""Keys that make a repeated submission of a form harmless."""

import secrets


def new_key() -> str:
    """A key for the hidden field `key` of a form that makes a move: the same form sent twice moves once."""
    return secrets.token_urlsafe(18)
