"""The library of conditions: worded once in three languages, dated, kept by two persons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.models.foureyes import FourEyes, four_eyes
from commission.models.terms import Terms
from commission.procedure import conditions
from registry.models.naming import choose_name


class LibraryCondition(Terms, FourEyes):
    """One wording of one code from a day on; in force once confirmed, until a later row of its code begins.

    A row with `retired` takes the code out of use from its day on. No act says any of this: the library is policy.
    """

    code = models.SlugField(_("code"), max_length=20)
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    purpose_ru = models.TextField(_("purpose in Russian"), blank=True)
    purpose_kk = models.TextField(_("purpose in Kazakh"), blank=True)
    valid_from = models.DateField(_("in force from"))
    retired = models.BooleanField(_("taken out of use"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = four_eyes("library_condition")
        indexes = [models.Index(fields=["code", "valid_from"], name="library_condition_by_code")]

    @property
    def purpose(self) -> str:
        return choose_name(self.purpose_en, self.purpose_ru, self.purpose_kk)

    def places(self) -> list[str]:
        """What a case has to fill in."""
        return conditions.placeholders(self.wording_en, self.wording_ru, self.wording_kk)

    def __str__(self) -> str:
        return self.code
