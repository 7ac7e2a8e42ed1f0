"""Bring the database and catalogues up to date, in one process: catalogues, migrations, illustrative data.

Every step does nothing when there is nothing to do. Production migrates by hand (README, "Production").
"""

import os

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("compile_catalogues", verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    if not settings.PRODUCTION:
        call_command("prepare_demonstration")


if __name__ == "__main__":
    main()
