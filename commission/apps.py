"""The commission: what we decide."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommissionConfig(AppConfig):
    name = "commission"
    verbose_name = _("Commission")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from commission.edges import install

        post_migrate.connect(install, sender=self, dispatch_uid="commission.edges")
