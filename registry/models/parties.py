"""Parties: states, entities and people who own, operate or acquire."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.identifiers import is_identifier
from registry.models.history import kept_history
from registry.models.naming import Named


class PartyKind(models.TextChoices):
    STATE = "state", _("state")
    ENTITY = "entity", _("legal entity")
    INDIVIDUAL = "individual", _("individual")
    TRUST = "trust", _("trust or arrangement")
    UNKNOWN = "unknown", _("undisclosed holders")


class Party(Named):
    """Anybody who can hold a stake. An empty country is an unknown country, never Kazakhstan."""

    key = models.SlugField(
        _("key"), max_length=60, unique=True, help_text=_("Stable short name, for example KTO.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=PartyKind.choices)
    country = models.CharField(_("country (ISO 3166-1)"), max_length=2, blank=True)
    citizenships = models.JSONField(_("citizenships"), default=list, blank=True)
    stateless = models.BooleanField(_("stateless person"), default=False)
    identifier = models.CharField(_("BIN or IIN"), max_length=12, blank=True, db_index=True)
    state_body = models.BooleanField(_("state body"), default=False)
    listed = models.BooleanField(_("shares traded on an exchange"), default=False)
    register_complete = models.BooleanField(
        _("list of holders is complete"),
        default=False,
        help_text=_("Only when no undisclosed holder can exist."),
    )
    illustrative = models.BooleanField(_("illustrative"), default=False)
    note = models.TextField(_("note"), blank=True)

    history = kept_history(excluded=["search"])

    class Meta:
        ordering = ["key"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        # Few lists are complete, and the sweep of the whole registry asks for just those.
        indexes = [
            models.Index(fields=["id"], name="complete_registers", condition=Q(register_complete=True))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["identifier"],
                condition=~Q(identifier=""),
                name="one_party_an_identifier",
                violation_error_message=_(
                    "Another party has this BIN or IIN already: search for it and use that one."
                ),
            )
        ]

    def search_terms(self) -> list[str]:
        return [*super().search_terms(), self.key, self.identifier]

    def clean(self) -> None:
        super().clean()
        if self.identifier and not is_identifier(self.identifier):
            raise ValidationError(
                {
                    "identifier": _(
                        "Check the number: a BIN or IIN has 12 digits and its last digit does not fit the others."
                    )
                }
            )
        if self.country and not (
            len(self.country) == 2 and self.country.isascii() and self.country.isupper()
        ):
            raise ValidationError({"country": _("Give the country as two capital letters, for example KZ.")})

    @property
    def foreign(self) -> bool | None:
        """True, False, or None where the country is not known (unknown never means Kazakhstan)."""
        if self.stateless:
            return True
        return None if not self.country else self.country != "KZ"
