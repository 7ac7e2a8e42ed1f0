"""Keys that make a repeated submission of a form harmless."""

import secrets

from django.http import HttpRequest


def new_key() -> str:
    """A key for the hidden field `key` of a form that makes a move: the same form sent twice moves once."""
    return secrets.token_urlsafe(18)


def sent_key(request: HttpRequest) -> str:
    """The key that a button's form sent; empty for what no form of ours makes."""
    key = request.POST.get("key", "")
    return key if key.isprintable() and len(key) <= 64 else ""
