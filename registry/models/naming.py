"""Three-language names and how one is chosen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.names import clean_name, folded


def choose_name(en: str, ru: str, kk: str) -> str:
    """The name in the reader's language, else the fullest one there is."""
    by_language = {"en": en, "ru": ru, "kk": kk}
    return by_language.get(get_language() or "en") or ru or en or kk


class Named(models.Model):
    """A thing with names in English, Russian and Kazakh, found by any of them in any letter case."""

    name_en = models.CharField(_("name (English)"), max_length=300, blank=True)
    name_ru = models.CharField(_("name (Russian)"), max_length=300, blank=True)
    name_kk = models.CharField(_("name (Kazakh)"), max_length=300, blank=True)
    search = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        return choose_name(self.name_en, self.name_ru, self.name_kk)

    def search_terms(self) -> list[str]:
        """What a search finds this by; subclasses add codes and identifiers."""
        return [self.name_en, self.name_ru, self.name_kk]

    def prepare(self) -> None:
        """Clean the names and rebuild the search column; `save` does it, bulk writers call it themselves."""
        self.name_en, self.name_ru, self.name_kk = map(clean_name, (self.name_en, self.name_ru, self.name_kk))
        self.search = folded(*self.search_terms())

    def clean(self) -> None:
        """At least one of the three names, free of control and direction-changing characters."""
        super().clean()
        names = {"name_en": self.name_en, "name_ru": self.name_ru, "name_kk": self.name_kk}
        errors: dict[str, ValidationError] = {}
        for field, text in names.items():
            try:
                setattr(self, field, clean_name(text))
            except ValidationError as error:
                errors[field] = error
        if errors:
            raise ValidationError(dict(errors))
        if not any(names.values()):
            raise ValidationError({"name_ru": _("Give the name in at least one of the three languages.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search column in step, also when only some fields are saved."""
        self.prepare()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search"}
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name
