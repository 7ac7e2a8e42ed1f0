"""Choosing the strategic object."""

import pytest

from commission.models import DeclaredParty


@pytest.mark.parametrize(
    "words", ["STEPPE HARBOUR", "степная ГАВАНЬ", "дала айлағы", "so-b-101", "степной порт"]
)
def test_an_object_is_found_by_any_of_its_names_its_owner_or_its_code(mine, base, harbour, words):
    shown = mine.get(f"{base}object/", {"q": words})
    assert [each for each, _owners in shown.context["objects"]] == [harbour]
    assert "Steppe Port JSC" in shown.content.decode()


def test_choosing_saves_the_object(mine, base, draft, harbour):
    assert mine.post(f"{base}object/", {"object": harbour.pk}).url == base
    draft.refresh_from_db()
    assert draft.object == harbour


def test_an_object_on_no_list_is_offered_only_when_asked_for(mine, base, draft, pier):
    assert mine.get(f"{base}object/", {"q": "pier"}).context["objects"] == []
    shown = mine.get(f"{base}object/", {"q": "pier", "unlisted": "1"})
    assert "on no list today" in shown.content.decode()
    mine.post(f"{base}object/", {"object": pier.pk})
    draft.refresh_from_db()
    assert draft.object == pier


def test_the_objects_of_ones_own_company_are_offered_without_a_search(mine, base, draft, harbour, port):
    DeclaredParty.objects.create(application=draft, role="applicant", kind="entity", name="Port", party=port)
    assert [each for each, _ in mine.get(f"{base}object/").context["objects"]] == [harbour]


@pytest.mark.parametrize("chosen", ["", "999999", "abc", "9" * 30])
def test_what_is_not_an_object_is_refused_with_the_search_kept(mine, base, draft, harbour, chosen):
    answer = mine.post(f"{base}object/", {"object": chosen, "q": "harbour"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Choose the object from the list" in shown
    assert "Steppe harbour" in shown
    draft.refresh_from_db()
    assert draft.object is None


def test_nothing_found_says_what_to_try(mine, base, harbour):
    assert "Nothing found for “zzz”" in mine.get(f"{base}object/", {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("words", ["zz\x00q", "%", "' OR 1=1--", "x" * 5000])
def test_odd_words_find_nothing_and_break_nothing(mine, base, harbour, words):
    answer = mine.post(f"{base}object/", {"q": words})
    assert (answer.status_code, answer.context["objects"]) == (422, [])
