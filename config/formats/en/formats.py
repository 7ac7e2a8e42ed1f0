"""Dates and numbers in English."""

from config.formats.shared import *  # noqa: F403
