"""Keepers at work in the admin."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from registry.journal.verifying import verify
from registry.models import (
    Holding,
    JournalEntry,
    ListEdition,
    Party,
    RegistryChange,
    StateBody,
    StrategicObject,
    Title,
    User,
)
from registry.roles import Role
from tests.registry.builders import hold, party, person, thing

pytestmark = pytest.mark.django_db

LETTER = "Letter of the registrar No. 12 of 03.03.2026"


@pytest.fixture
def keeper() -> User:
    return person("keeper", Role.KEEPER)


@pytest.fixture
def client(keeper: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(keeper)
    return client


def page(model: str, action: str, *args: object) -> str:
    return reverse(f"admin:registry_{model}_{action}", args=args)


def no_rows(prefix: str) -> dict[str, str]:
    return {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}


def party_form(made: Party, **changes: str) -> dict[str, str]:
    known = {
        "key": made.key, "kind": made.kind, "name_en": made.name_en, "name_ru": made.name_ru, "name_kk": made.name_kk,
        "country": made.country, "citizenships": "", "identifier": made.identifier, "note": made.note,
        "document": LETTER,
    }  # fmt: skip
    return {**known, **no_rows("held_by"), **changes}


def holders_form(company: Party, *rows: tuple[Holding | None, Party, str]) -> dict[str, str]:
    """The holders' table as a browser sends it: kept rows first, then new ones."""
    data = {
        "held_by-TOTAL_FORMS": str(len(rows)),
        "held_by-INITIAL_FORMS": str(sum(1 for row in rows if row[0])),
    }
    for number, (holding, owner, share) in enumerate(rows):
        prefix = f"held_by-{number}"
        data |= {f"{prefix}-company": str(company.pk), f"{prefix}-owner": str(owner.pk)}
        data |= {
            f"{prefix}-id": str(holding.pk) if holding else "",
            f"{prefix}-votes": share,
            f"{prefix}-capital": share,
        }
    return data


def holding_form(owner: Party, company: Party, **changes: str) -> dict[str, str]:
    known = {
        "owner": str(owner.pk),
        "company": str(company.pk),
        "votes": "25,5",
        "capital": "1/35",
        "document": LETTER,
    }
    return {**known, **changes}


def errors(response) -> str:
    """What the page says is wrong."""
    form = response.context["adminform"].form
    formsets = [
        e for each in response.context["inline_admin_formsets"] for e in each.formset.non_form_errors()
    ]
    return " ".join([*(m for messages in form.errors.values() for m in messages), *formsets])


# --- one change, three traces ----------------------------------------------------------------------------------------


def test_a_change_is_kept_with_its_document_the_outbox_and_the_journal(client: Client, keeper: User):
    made = party("ONE", name_ru="Старое имя")
    answer = client.post(page("party", "change", made.pk), party_form(made, name_ru="Новое имя"))
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.name_ru, "новое имя" in made.search) == ("Новое имя", True)
    version = made.history.latest()
    assert (version.history_type, version.history_user, version.history_change_reason) == (
        "~",
        keeper,
        LETTER,
    )
    change = RegistryChange.objects.latest("pk")
    assert (change.model, change.row_id, change.kind, change.by, change.handled_at) == (
        "party", made.pk, "changed", keeper, None
    )  # fmt: skip
    entry = JournalEntry.objects.latest("seq")
    assert (entry.act, entry.subject, entry.actor) == ("party_changed", f"party:{made.pk}", keeper)
    assert verify() == []


def test_a_change_without_a_document_is_not_kept(client: Client):
    made = party("ONE")
    before = JournalEntry.objects.count()
    answer = client.post(page("party", "change", made.pk), party_form(made, name_en="Two", document="  "))
    assert (answer.status_code, "document" in answer.context["adminform"].form.errors) == (200, True)
    made.refresh_from_db()
    assert (made.name_en, JournalEntry.objects.count()) == ("One", before)


def test_saving_without_a_change_writes_nothing(client: Client):
    made = party("ONE")
    before = made.history.count(), RegistryChange.objects.count(), JournalEntry.objects.count()
    assert client.post(page("party", "change", made.pk), party_form(made)).status_code == 302
    assert (made.history.count(), RegistryChange.objects.count(), JournalEntry.objects.count()) == before


def test_the_history_page_shows_who_changed_what_by_which_document(client: Client):
    made = party("ONE", name_ru="Старое имя")
    client.post(page("party", "change", made.pk), party_form(made, name_ru="Новое имя"))
    shown = client.get(page("party", "history", made.pk)).content.decode()
    assert [word for word in (LETTER, "keeper", "Старое имя", "Новое имя") if word not in shown] == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"identifier": "970540000108"}, "its last digit does not fit the others"),
        ({"name_en": "", "name_ru": "", "name_kk": ""}, "at least one of the three languages"),
        ({"citizenships": "KZ, XX"}, "No country has the code XX"),
        ({"name_en": "a\u202eb"}, "invisible control characters"),
        ({"key": "два слова"}, "valid"),
    ],
)
def test_a_wrong_party_is_refused_with_what_to_do(client: Client, changes: dict[str, str], words: str):
    made = party("ONE")
    answer = client.post(page("party", "change", made.pk), party_form(made, **changes))
    assert words in errors(answer)


# --- shares ----------------------------------------------------------------------------------------------------------


def test_a_holding_is_typed_in_percent_or_as_a_fraction(client: Client):
    owner, company = party("OWNER"), party("COMPANY")
    assert client.post(page("holding", "add"), holding_form(owner, company)).status_code == 302
    made = Holding.objects.get()
    # 25,5 % = 255/1000 = 51/200
    assert ([str(b) for b in made.votes], [str(b) for b in made.capital]) == (["51/200"] * 2, ["1/35"] * 2)
    assert made.source == LETTER


def test_a_holding_is_typed_as_a_range_and_shown_as_one(client: Client):
    owner, company = party("OWNER"), party("COMPANY")
    client.post(page("holding", "add"), holding_form(owner, company, votes="10-15 %"))
    made = Holding.objects.get()
    assert [str(b) for b in made.votes] == ["1/10", "3/20"]
    shown = client.get(page("holding", "change", made.pk)).content.decode()
    assert 'value="10\u00a0% – 15\u00a0%"' in shown


def test_a_stored_holding_can_be_saved_again_as_it_is_shown(client: Client):
    owner, company = party("OWNER"), party("COMPANY")
    made = hold(owner, company, "1/35", "10-15")
    form = client.get(page("holding", "change", made.pk)).context["adminform"].form
    shown = {name: form[name].value() for name in ("votes", "capital")}
    before = made.history.count()
    assert (
        client.post(page("holding", "change", made.pk), holding_form(owner, company, **shown)).status_code
        == 302
    )
    assert made.history.count() == before


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ("half", "Write a percentage (25 or 25,5), a fraction (1/35) or a range (10-15)."),
        ("15-10", "exchange them"),
        ("101", "cannot be above 100"),
        ("1/0", "zero below the line"),
        ("", "required"),
    ],
)
def test_a_share_that_is_none_is_refused_with_what_to_do(client: Client, votes: str, words: str):
    owner, company = party("OWNER"), party("COMPANY")
    assert words in errors(client.post(page("holding", "add"), holding_form(owner, company, votes=votes)))
    assert not Holding.objects.exists()


def test_a_holding_that_makes_110_percent_is_refused_on_its_page(client: Client):
    company = party("COMPANY", name_en="Port of Aktau JSC")
    hold(party("ONE"), company, "60")
    before = JournalEntry.objects.count()
    answer = client.post(
        page("holding", "add"), holding_form(party("TWO"), company, votes="50", capital="50")
    )
    assert (
        errors(answer)
        == "Holdings of Port of Aktau JSC add up to 110\u00a0% of the votes: correct the shares."
    )
    assert (Holding.objects.count(), JournalEntry.objects.count()) == (
        1,
        before + 1,
    )  # the second party is kept


def test_the_message_is_in_the_keepers_language(client: Client):
    company = party("COMPANY", name_ru="Порт Актау")
    hold(party("ONE"), company, "60")
    two = party("TWO")
    answer = client.post(
        page("holding", "add"),
        holding_form(two, company, votes="50", capital="50"),
        headers={"accept-language": "ru"},
    )
    assert "Порт Актау" in errors(answer)
    assert "110\u00a0%" in errors(answer)


# --- the holders of one company --------------------------------------------------------------------------------------


def test_holders_that_make_110_percent_are_refused_together(client: Client):
    company, one, two = party("COMPANY"), party("ONE"), party("TWO")
    kept = hold(one, company, "60")
    data = party_form(company) | holders_form(company, (kept, one, "60"), (None, two, "50"))
    answer = client.post(page("party", "change", company.pk), data)
    assert errors(answer) == "Holdings of Company add up to 110\u00a0% of the votes: correct the shares."
    assert Holding.objects.count() == 1


def test_a_transfer_between_two_holders_is_one_save(client: Client):
    company, one, two = party("COMPANY"), party("ONE"), party("TWO")
    first, second = hold(one, company, "70"), hold(two, company, "30")
    data = party_form(company) | holders_form(company, (first, one, "40"), (second, two, "60"))
    assert client.post(page("party", "change", company.pk), data).status_code == 302
    assert [str(h.votes[0]) for h in company.held_by.order_by("pk")] == ["2/5", "3/5"]
    assert {h.history.latest().history_change_reason for h in company.held_by.all()} == {LETTER}


def test_a_holder_is_removed_with_a_trace(client: Client):
    company, one = party("COMPANY"), party("ONE")
    kept = hold(one, company, "60")
    data = party_form(company) | holders_form(company, (kept, one, "60")) | {"held_by-0-DELETE": "on"}
    assert client.post(page("party", "change", company.pk), data).status_code == 302
    assert not Holding.objects.exists()
    assert Holding.history.latest().history_change_reason == LETTER
    change = RegistryChange.objects.latest("pk")
    assert (change.kind, change.company, change.row_id) == ("removed", company, kept.pk)


# --- objects and lists -----------------------------------------------------------------------------------------------


def test_an_object_is_entered_with_its_owner(client: Client):
    owner = party("OWNER")
    data = {
        "code": "SO-B-900", "category": "sea_port", "name_kk": "Құрық порты", "document": LETTER,
        "trunk_line": "unknown",
        "long_distance_operator": "unknown", "international_operator": "unknown", "land_lines": "unknown",
        "media_owner": "unknown", "subsoil_right": "unknown", "titles-TOTAL_FORMS": "1", "titles-INITIAL_FORMS": "0",
        "titles-0-owner": str(owner.pk), "titles-0-valid_from": "01.03.2026", **no_rows("links"), **no_rows("entries"),
    }  # fmt: skip
    assert client.post(page("strategicobject", "add"), data).status_code == 302
    made = StrategicObject.objects.get(code="SO-B-900")
    title = Title.objects.get(object=made)
    assert (title.owner, title.valid_from, title.source) == (owner, date(2026, 3, 1), LETTER)
    changes = RegistryChange.objects.filter(object=made).order_by("pk")
    assert [(c.model, c.kind) for c in changes] == [("strategicobject", "added"), ("title", "added")]


def test_a_new_edition_starts_from_the_one_in_force(client: Client):
    one, two = thing("SO-A-1"), thing("SO-A-2")
    data = {"list": "A", "effective_from": "01.01.2020", "act": "Act No. 1", "on_the_list": [one.pk, two.pk]}
    assert client.post(page("listedition", "add"), data).status_code == 302
    form = client.get(page("listedition", "add") + "?list=A").context["adminform"].form
    assert set(form.initial["on_the_list"]) == {one.pk, two.pk}
    data |= {"effective_from": "01.01.2026", "act": "Act No. 2", "on_the_list": [two.pk]}
    assert client.post(page("listedition", "add"), data).status_code == 302
    editions = ListEdition.objects.order_by("effective_from")
    assert [sorted(e.entries.values_list("object__code", flat=True)) for e in editions] == [
        ["SO-A-1", "SO-A-2"],
        ["SO-A-2"],
    ]


# --- removal ---------------------------------------------------------------------------------------------------------


def test_what_is_in_use_cannot_be_removed_and_the_page_says_why(client: Client):
    owner, company = party("OWNER"), party("COMPANY")
    hold(owner, company, "25")
    url = page("party", "delete", owner.pk)
    assert "is in use and cannot be removed" in client.get(url).content.decode()
    client.post(url, {"post": "yes", "document": LETTER})
    assert Party.objects.filter(pk=owner.pk).exists()


def test_a_mistaken_entry_is_removed_only_with_a_document(client: Client):
    made = party("MISTAKE")
    url = page("party", "delete", made.pk)
    client.post(url, {"post": "yes", "document": " "})
    assert Party.objects.filter(pk=made.pk).exists()
    assert client.post(url, {"post": "yes", "document": LETTER}).status_code == 302
    assert not Party.objects.filter(pk=made.pk).exists()
    assert JournalEntry.objects.latest("seq").act == "party_removed"


def test_no_list_offers_to_delete_many_at_once(client: Client):
    party("ONE")
    for model in ("party", "holding", "strategicobject", "link", "listedition", "statebody", "calendarday"):
        assert "delete_selected" not in client.get(page(model, "changelist")).content.decode(), model


def test_a_forged_bulk_deletion_removes_nothing(client: Client):
    made = party("ONE")
    data = {"action": "delete_selected", "_selected_action": [made.pk], "post": "yes"}
    client.post(page("party", "changelist"), data)
    assert Party.objects.filter(pk=made.pk).exists()


# --- finding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["қазатомпром", "ҚАЗАТОМПРОМ", "КАЗАТОМПРОМ", "kazatom", "970240000816"])
def test_a_party_is_found_in_any_letter_case(client: Client, text: str):
    party(
        "KAP", name_ru="Казатомпром", name_kk="Қазатомпром", name_en="Kazatomprom", identifier="970240000816"
    )
    party("OTHER", name_ru="Другая")
    found = client.get(page("party", "changelist"), {"q": text}).context["cl"].result_list
    assert [each.key for each in found] == ["KAP"]


def test_a_holding_is_found_by_either_party(client: Client):
    made = hold(party("ONE", name_kk="Өскемен СЭС"), party("TWO", name_ru="Шульбинская ГЭС"), "10")
    for text in ("ӨСКЕМЕН", "шульбинская"):
        assert list(client.get(page("holding", "changelist"), {"q": text}).context["cl"].result_list) == [
            made
        ]


def test_the_choice_of_a_party_searches_in_any_letter_case(client: Client):
    made = party("KAP", name_kk="Қазатомпром")
    params = {"app_label": "registry", "model_name": "holding", "field_name": "owner", "term": "ҚАЗАТОМ"}
    assert [row["id"] for row in client.get("/admin/autocomplete/", params).json()["results"]] == [
        str(made.pk)
    ]


def test_an_act_of_a_list_is_found_in_any_letter_case(client: Client):
    data = {
        "list": "A",
        "effective_from": "01.01.2020",
        "act": "Постановление № 651",
        "on_the_list": [thing("SO-A-1").pk],
    }
    client.post(page("listedition", "add"), data)
    found = client.get(page("listedition", "changelist"), {"q": "ПОСТАНОВЛЕНИЕ"}).context["cl"].result_list
    assert len(found) == 1


def test_the_selected_rows_are_saved_as_a_csv_file_without_live_formulas(client: Client):
    made = party("ONE", name_en="=HYPERLINK(1)")
    answer = client.post(
        page("party", "changelist"), {"action": "export_parties", "_selected_action": [made.pk]}
    )
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "ONE,entity,'=HYPERLINK(1)," in answer.content.decode("utf-8-sig")


# --- queries ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"),
    [("party", 7), ("holding", 6), ("link", 6), ("strategicobject", 7), ("statebody", 6)],
)
def test_a_list_takes_the_same_queries_for_one_row_and_three(
    client: Client, django_assert_num_queries, model: str, queries: int, rows: int
):
    company = party("COMPANY")
    for number in range(rows):
        owner = party(f"OWNER{number}")
        hold(owner, company, "1")
        made = thing(f"SO-A-{number}", owner)
        made.links.create(type="operates", a=owner)
        StateBody.objects.create(code=f"body{number}", competence="15(1)", name_en="Body")
    client.get(page(model, "changelist"))
    with django_assert_num_queries(queries):
        assert client.get(page(model, "changelist")).status_code == 200
