"""The registry: what exists."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = _("Registry")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from registry import system_checks  # noqa: F401
        from registry.journal.triggers import install

        post_migrate.connect(install, sender=self, dispatch_uid="registry.journal.triggers")
