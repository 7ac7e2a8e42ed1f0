"""Choosing the strategic object."""

import pytest

from commission.models import DeclaredParty


@pytest.mark.parametrize("words", ["STEPPE HARBOUR", "степная ГАВАНЬ", "дала айлағы", "so-b-101", "степной порт"])
def test_an_object_is_found_by_any_of_its_names_its_owner_or_its_code(page, base, harbour, words):
    shown = page.get(f"{base}object/", {"q": words})
    assert [each for each, _owners in shown.context["objects"]] == [harbour]
    assert "Steppe Port JSC" in shown.content.decode()


def test_choosing_saves_the_object(page, base, draft, harbour):
    assert page.post(f"{base}object/", {"object": harbour.pk}).url == base
    draft.refresh_from_db()
    assert draft.object == harbour


def test_an_object_on_no_list_is_offered_only_when_asked_for(page, base, draft, pier):
    assert page.get(f"{base}object/", {"q": "pier"}).context["objects"] == []
    shown = page.get(f"{base}object/", {"q": "pier", "unlisted": "1"})
    assert "on no list today" in shown.content.decode()
    page.post(f"{base}object/", {"object": pier.pk})
    draft.refresh_from_db()
    assert draft.object == pier


def test_the_objects_of_ones_own_company_are_offered_without_a_search(page, base, draft, harbour, port):
    DeclaredParty.objects.create(application=draft, role="applicant", kind="entity", name="Port", party=port)
    assert [each for each, _ in page.get(f"{base}object/").context["objects"]] == [harbour]


@pytest.mark.parametrize("chosen", ["", "999999", "abc", "١", "9" * 30])
def test_what_is_not_an_object_is_refused_with_the_search_kept(page, base, draft, harbour, chosen):
    answer = page.post(f"{base}object/", {"object": chosen, "q": "harbour"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Choose the object from the list" in shown
    assert "Steppe harbour" in shown
    draft.refresh_from_db()
    assert draft.object is None


def test_nothing_found_says_what_to_try(page, base, harbour):
    assert "Nothing found for “zzz”" in page.get(f"{base}object/", {"q": "zzz"}).content.decode()
