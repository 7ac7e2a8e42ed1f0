"""Path converters."""

from django.urls import register_converter


class ReferenceConverter:
    """An application's number, C-2026-00042."""

    regex = r"C-[0-9]{4}-[0-9]{5,7}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceConverter, "reference")
