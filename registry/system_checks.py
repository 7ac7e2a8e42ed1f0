"""Start-up checks: what would make the registry quietly wrong."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections


@register(Tags.database)
def database_folds_cyrillic(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """PostgreSQL with LC_CTYPE=C does not fold Cyrillic case; searches in the admin would miss rows."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT lower('ӘҒҚҢӨҰҮҺІЯ')")
            if cursor.fetchone()[0] != "әғқңөұүһія":
                problems.append(
                    Error(
                        "The database does not fold Cyrillic letters.",
                        hint="Create the database with LC_CTYPE 'C.UTF-8' or 'ru_RU.UTF-8'.",
                        id="registry.E001",
                    )
                )
    return problems


@register()
def one_state_machine_package(**kwargs: Any) -> list[CheckMessage]:
    """django-fsm and django-fsm-2 overwrite one package; only the maintained one may be installed."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        distribution("django-fsm")
    except PackageNotFoundError:
        return []
    return [
        Error(
            "django-fsm is installed beside django-fsm-2.",
            hint="Uninstall both, then reinstall.",
            id="registry.E002",
        )
    ]
