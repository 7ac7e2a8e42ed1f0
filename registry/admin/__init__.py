"""Registers every part of the admin when Django looks for `registry.admin`."""

from registry.admin import accounts, bodies, holdings, journal, links, lists, objects, parties  # noqa: F401
