"""The ownership page of a case: the picture, the table that says the same, and for whom it is."""

from datetime import date

import pytest
from django.urls import reverse

from commission.models import FactsSnapshot
from registry.models import Holding, Party
from tests.cast import Road
from tests.commission.pages.officer.conftest import text_of


def page(as_, road: Road, who: str = "officer", **query: str):
    return as_(who).get(reverse("officer:ownership", args=[road.reference]), query)


def rows(response) -> list[tuple[str, str, str, str]]:
    drawn = response.context["drawn"]
    return [(row.holder, row.company, row.votes.replace("\u00a0", " "), row.document) for row in drawn.rows]


def test_the_deal_is_drawn_and_the_table_says_the_same(as_, fibre):
    """58 % of a citizen and 42 % of Nordnet; 10 % go to Luxembourg: 52 % foreign, over the 49 % of 23(6)(7)."""
    shown = page(as_, fibre)
    assert rows(shown) == [
        (
            "Private citizen (fictional)",
            "Steppe Fibre LLP (fictional)",
            "58 % → 48 %",
            "registry/illustrative",
        ),
        (
            "Nordnet Operations AB (fictional)",
            "Steppe Fibre LLP (fictional)",
            "42 %",
            "registry/illustrative",
        ),
        (
            "Eurasian Fibre Fund S.a r.l. (fictional)",
            "Steppe Fibre LLP (fictional)",
            "– → 10 %",
            "the transaction",
        ),
    ]
    assert [row.decisive for row in shown.context["drawn"].rows] == [False, True, True]
    deciding = shown.context["decisive"]
    assert (deciding.check_id, deciding.outcome) == ("operator_49", "violation")
    text = text_of(shown)
    for words in (
        "58 % → 48 %",
        "new: 10 %",
        "Sweden (SE)",
        "Luxembourg (LU)",
        "close relative",
    ):
        assert words in text
    assert "Drawn from the facts frozen on" in text


def test_each_side_can_be_looked_at_alone(as_, fibre):
    before = text_of(page(as_, fibre, show="before"))
    assert "new: 10 %" not in before
    assert "58 %</text>" in before
    after = text_of(page(as_, fibre, show="after"))
    assert "48 %</text>" in after
    assert "58 %</text>" not in after
    assert "new: 10 %" in text_of(page(as_, fibre, show="nonsense"))


def test_the_picture_is_of_the_frozen_facts_whatever_the_registry_says_today(as_, fibre):
    Party.objects.filter(key="NORDNET").update(name_en="Renamed AB", country="KZ")
    assert rows(page(as_, fibre))[1][0] == "Nordnet Operations AB (fictional)"


def test_before_the_registration_it_is_drawn_from_the_registry_of_today(as_, queued):
    Party.objects.filter(key="ALMATYAIR").update(name_en="Airport of today")
    shown = page(as_, queued)
    assert "Airport of today" in {company for _, company, _, _ in rows(shown)}
    assert shown.context["decisive"] is None
    assert "Drawn from the registry and the application as of" in text_of(shown)


def test_facts_of_an_earlier_shape_are_drawn_from_the_registry_of_their_day(as_, fibre):
    snapshot = FactsSnapshot.objects.get(application__reference=fibre.reference)
    FactsSnapshot.objects.filter(pk=snapshot.pk).update(facts={"format": 0})
    text = text_of(page(as_, fibre))
    assert f"as of {snapshot.as_of:%d.%m.%Y}" in text


def test_contradicting_holdings_are_named_instead_of_drawn(as_, queued):
    holding = Holding.objects.get(company__key="ALMATYAIR")
    extra = Holding(owner=Party.objects.get(key="KMG"), company=holding.company, valid_from=date(2024, 1, 1))
    extra.set_votes(1)
    extra.set_capital(1)
    extra.save()
    shown = page(as_, queued)
    assert "the recorded holdings contradict each other" in text_of(shown)
    assert "200 %" in text_of(shown)


@pytest.mark.parametrize(
    ("who", "status"), [("head", 200), ("prosecutor", 200), ("officer2", 404), ("applicant", 404)]
)
def test_whose_case_it_is_the_query_says(as_, fibre, who, status):
    assert page(as_, fibre, who).status_code == status


@pytest.mark.parametrize(("language", "words"), [("ru", "решающая цепочка"), ("kk", "шешуші тізбек")])
def test_the_page_speaks_the_readers_language(as_, fibre, language, words):
    client = as_("officer")
    client.cookies["django_language"] = language
    assert words in text_of(client.get(reverse("officer:ownership", args=[fibre.reference])))
