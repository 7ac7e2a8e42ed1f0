"""Every address of the system, taken from the router itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Route:
    """One named address with the names of its parts."""

    name: str
    parts: frozenset[str]

    def url(self, **values: object) -> str:
        return reverse(self.name, kwargs={part: values[part] for part in self.parts})


def routes() -> list[Route]:
    """All routes, once each, in the router's order; admin's own are left to the admin site's tests."""
    found = dict.fromkeys(_walk(get_resolver().url_patterns, "", frozenset()))
    return [route for route in found if not route.name.startswith("admin:")]


def _walk(patterns: list[URLPattern | URLResolver], namespace: str, parts: frozenset[str]) -> Iterator[Route]:
    for pattern in patterns:
        here = parts | frozenset(pattern.pattern.converters) | frozenset(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, here)
        else:
            yield Route(f"{namespace}{pattern.name or ''}", here)
