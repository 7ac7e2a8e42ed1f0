"""The applicant's and the acquirer's sections: found in the registry or typed, and what is refused in which words."""

import pytest

from commission.models import DeclaredParty
from tests.commission.pages.applicant.conftest import BIN, IIN

TYPED = {
    "capacity": "owner",
    "kind": "entity",
    "name": "Alatau LLP",
    "country": "KZ",
    "identifier": BIN,
    "email": "office@alatau.example",
    "phone": "+7 727 000 00 00",
}


def refused(mine, base, section, **typed):
    """Send the section with something wrong; the errors by field, after making sure that nothing was written."""
    answer = mine.post(f"{base}{section}/", {**TYPED, **typed})
    assert answer.status_code == 422
    assert DeclaredParty.objects.count() == 0
    return answer.context["form"].errors, answer.content.decode()


def test_the_applicants_section_is_saved_and_shown_as_done(mine, base, draft):
    assert mine.post(f"{base}parties/", TYPED).url == base
    party = DeclaredParty.objects.get(application=draft, role="applicant")
    assert (party.name, party.identifier, party.country) == ("Alatau LLP", BIN, "KZ")
    shown = mine.get(base)
    assert next(task.progress for task in shown.context["tasks"]) == "done"
    assert "Alatau LLP, owner (right holder)" in shown.content.decode()


def test_what_was_saved_is_there_when_the_section_is_opened_again(mine, base):
    mine.post(f"{base}parties/", TYPED)
    form = mine.get(f"{base}parties/").context["form"]
    assert {name: form[name].value() for name in TYPED} == TYPED


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("97054000010", "exactly 12 digits"),
        ("9705400001077", "exactly 12 digits"),
        ("٩٧٠٥٤٠٠٠٠١٠٧", "exactly 12 digits"),
        ("97054000010²", "exactly 12 digits"),
        ("970540000108", "its last digit does not fit"),
        (IIN, "This is the IIN of a person"),
        ("", "Give the BIN or IIN"),
    ],
)
def test_a_wrong_bin_is_explained_and_nothing_is_written(mine, base, number, said):
    errors, shown = refused(mine, base, "parties", identifier=number)
    assert said in errors["identifier"][0]
    assert "There is a problem" in shown
    assert 'value="Alatau LLP"' in shown


def test_a_persons_number_must_be_an_iin_with_a_real_birthday(mine, base):
    errors, _ = refused(mine, base, "parties", kind="individual")
    assert "This is the BIN of a company" in errors["identifier"][0]
    # 99.13.32 is no day; 2 is its control digit.
    errors, _ = refused(mine, base, "parties", kind="individual", identifier="991332300002")
    assert "a date that does not exist" in errors["identifier"][0]


def test_spaces_in_a_number_are_let_go(mine, base):
    mine.post(f"{base}parties/", {**TYPED, "identifier": "970540 000107"})
    assert DeclaredParty.objects.get().identifier == BIN


@pytest.mark.parametrize("name", ["Alatau\u202eLLP", "Alatau\x07LLP", "\u200b\u00a0 ", "x" * 301, "a\x00b"])
def test_a_name_that_cannot_be_kept_is_refused(mine, base, name):
    errors, _ = refused(mine, base, "parties", name=name)
    assert "name" in errors


def test_a_decomposed_name_is_kept_composed(mine, base):
    mine.post(f"{base}parties/", {**TYPED, "name": "И\u0306од"})
    assert DeclaredParty.objects.get().name == "Йод"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "a@b\nBcc: x@y.example"),
        ("email", ""),
        ("phone", "call me"),
        ("phone", "٠٧٢٧٠٠٠"),
        ("country", "XX"),
        ("country", ""),
        ("kind", "robot"),
        ("capacity", "owner; DROP"),
        ("capacity", ""),
    ],
)
def test_other_wrong_values_are_refused_at_their_field(mine, base, field, value):
    errors, _ = refused(mine, base, "parties", **{field: value})
    assert list(errors) == [field]


def test_markup_in_a_name_is_shown_as_typed(mine, base):
    mine.post(f"{base}parties/", {**TYPED, "name": "<script>alert(1)</script> {{7*7}}"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}" in mine.get(base).content.decode()


@pytest.mark.parametrize("words", ["STEPPE port", "степной ПОРТ", "дала порты", BIN])
def test_a_company_is_found_in_any_letter_case_and_language(mine, base, port, words):
    answer = mine.post(f"{base}acquirer/", {"look_up": "1", "find": words, "name": "half typ"})
    assert answer.status_code == 200
    assert list(answer.context["form"].found) == [port]
    assert 'value="half typ"' in answer.content.decode()
    assert DeclaredParty.objects.count() == 0


@pytest.mark.parametrize("words", ["a\x00b", "%", "' OR 1=1--", "x" * 5000, "\u202e"])
def test_odd_words_find_nobody_and_break_nothing(mine, base, port, words):
    answer = mine.post(f"{base}acquirer/", {"look_up": "1", "find": words})
    assert (answer.status_code, answer.context["form"].found) == (200, [])


def test_choosing_from_the_registry_fills_what_was_left_empty(mine, base, port):
    mine.post(f"{base}acquirer/", {"find": "steppe", "party": port.pk})
    saved = DeclaredParty.objects.get(role="acquirer")
    assert (saved.party, saved.name, saved.kind, saved.identifier) == (port, "Steppe Port JSC", "entity", BIN)


def test_what_was_typed_beside_the_registry_is_kept(mine, base, port):
    mine.post(
        f"{base}acquirer/",
        {"find": "steppe", "party": port.pk, "name": "Steppe Port, renamed", "kind": "entity"},
    )
    saved = DeclaredParty.objects.get(role="acquirer")
    assert (saved.party, saved.name) == (port, "Steppe Port, renamed")


def test_a_linked_company_stays_linked_when_the_section_is_saved_again(mine, base, port):
    mine.post(f"{base}acquirer/", {"find": "steppe", "party": port.pk})
    opened = mine.get(f"{base}acquirer/").context["form"]
    assert opened["party"].value() == str(port.pk)
    mine.post(
        f"{base}acquirer/", {"party": port.pk, "name": "Steppe Port", "kind": "entity", "country": "KZ"}
    )
    assert DeclaredParty.objects.get(role="acquirer").party == port


def test_people_cannot_be_browsed_by_name(mine, base, citizen):
    by_name = mine.post(f"{base}acquirer/", {"look_up": "1", "find": "canary"})
    assert by_name.context["form"].found == []
    assert "Aigul Canary" not in by_name.content.decode()
    by_number = mine.post(f"{base}acquirer/", {"look_up": "1", "find": IIN})
    assert by_number.context["form"].found == [citizen]


def test_a_party_that_the_search_did_not_offer_cannot_be_chosen(mine, base, citizen):
    answer = mine.post(f"{base}acquirer/", {"find": "steppe", "party": citizen.pk})
    assert answer.status_code == 422
    assert "Aigul Canary" not in answer.content.decode()
    assert DeclaredParty.objects.count() == 0


def test_an_acquirer_of_an_unknown_country_is_unknown_not_kazakh(mine, base):
    mine.post(f"{base}acquirer/", {"kind": "entity", "name": "Fund", "country": ""})
    assert DeclaredParty.objects.get(role="acquirer").country == ""


def test_countries_are_named_in_the_readers_language(mine, base):
    shown = mine.get(f"{base}acquirer/", headers={"accept-language": "ru"}).content.decode()
    assert "Люксембург" in shown


def test_hidden_fields_of_ones_own_making_change_nothing(mine, base, draft):
    mine.post(
        f"{base}parties/",
        {**TYPED, "state": "permitted", "officer": "1", "applicant": "99", "role": "acquirer"},
    )
    draft.refresh_from_db()
    assert (draft.state, draft.officer) == ("draft", None)
    assert list(DeclaredParty.objects.values_list("role", flat=True)) == ["applicant"]
