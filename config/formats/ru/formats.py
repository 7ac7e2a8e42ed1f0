"""Dates and numbers in Russian."""

from config.formats.shared import *  # noqa: F403
