"""Registers every part of the admin when Django looks for `registry.admin`."""

from registry.admin import (  # noqa: F401
    accounts,
    bodies,
    holdings,
    journal,
    links,
    lists,
    objects,
    parties,
    proposals,
    recorded,
)
