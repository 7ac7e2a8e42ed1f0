"""Bring everything up to date in one process: catalogues, migrations, then illustrative data or production's files.

Every step does nothing when there is nothing to do. `make run` does this at each start; in production `make prepare`
does it once, before the services are restarted.
"""

import os
from io import StringIO

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from deploy.processes import die_with_parent


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("compile_catalogues", verbosity=0)
    if settings.PRODUCTION:
        call_command("check", deploy=True, fail_level="WARNING")
        call_command("migrate", interactive=False)
        call_command("load_bodies")
        call_command("seed_calendar")
        call_command("collectstatic", interactive=False)
    else:
        settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there
        _migrate()
        call_command("prepare_demonstration")
    # Only now is there a database to ask: whether it folds Cyrillic letters, for example.
    call_command("check", "--tag", "database", databases=["default"], stdout=StringIO())


def _migrate() -> None:
    """As the command does; where nothing is to be done, without putting every model of the past together first."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    else:
        # Roles, legal edges and triggers follow the code, with or without a migration.
        emit_post_migrate_signal(0, False, connection.alias)


if __name__ == "__main__":
    die_with_parent()
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
