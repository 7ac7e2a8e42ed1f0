"""Dates and numbers in Kazakh; Django itself has no formats for it."""

from config.formats.shared import *  # noqa: F403
