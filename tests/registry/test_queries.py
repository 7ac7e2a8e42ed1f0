"""Searching the registry, an object's page, and the lists on any day."""

from datetime import date

import pytest
from django.utils import translation

from registry.models import Link, ListEdition, StrategicObject, Title
from registry.queries import list_history, list_of, listed_on, object_page, search_objects, search_parties
from registry.services import load_illustrative, save_edition, save_link, save_title
from tests.registry.builders import DOCUMENT, hold, party, thing


def codes(text: str) -> list[str]:
    return [found.code for found in search_objects(text)]


@pytest.fixture
def illustrative(db: None) -> None:
    load_illustrative()


@pytest.mark.usefixtures("illustrative")
@pytest.mark.parametrize(
    "text", ["қазатомпром", "ҚАЗАТОМПРОМ", "Казатомпром", "КАЗАТОМПРОМ", "kazatomprom", "KAZATOMPROM"]
)
def test_an_object_is_found_in_any_letter_case_of_three_languages(text: str):
    assert codes(text) == ["SO-A-033"]


@pytest.mark.usefixtures("illustrative")
@pytest.mark.parametrize("text", ["АЭРОПОРТ", "аэропорт", "ӘУЕЖАЙ", "әуежай", "AIRPORT"])
def test_all_airports_are_found_by_their_word_in_each_language(text: str):
    # SO-A-028, 029 and SO-B-001 ... 004 are airports; SO-B-020 is the stake in the owner of one.
    assert codes(text) == ["SO-A-028", "SO-A-029", "SO-B-001", "SO-B-002", "SO-B-003", "SO-B-004", "SO-B-020"]


@pytest.mark.usefixtures("illustrative")
@pytest.mark.parametrize("text", ["so-b-020", "SO-B-020"])
def test_an_object_is_found_by_its_code(text: str):
    assert codes(text) == ["SO-B-020"]


@pytest.mark.usefixtures("illustrative")
def test_an_object_is_found_by_its_owners_bin_and_by_its_owners_name():
    assert codes("970540000107") == ["SO-A-002"]  # KazTransOil owns its pipelines
    assert codes("мұнайтас") == ["SO-A-004"]  # MunaiTas owns Kenkiyak - Atyrau


@pytest.mark.usefixtures("illustrative")
def test_every_word_must_occur_in_any_order():
    assert codes("халықаралық алматы") == ["SO-B-001", "SO-B-020"]
    assert codes("алматы порт теңіз") == []


@pytest.mark.django_db
def test_quotation_marks_and_io_do_not_matter():
    thing("SO-B-1", name_ru="Завод «Берёзка»")
    assert codes('"березка"') == ["SO-B-1"]


@pytest.mark.django_db
def test_signs_of_the_database_pattern_are_ordinary_letters():
    thing("SO-B-1", name_en="Plant 100% local")
    assert (codes("100%"), codes("1%"), codes("_")) == (["SO-B-1"], [], [])


@pytest.mark.usefixtures("illustrative")
def test_a_party_is_found_by_name_key_or_bin():
    assert [p.key for p in search_parties("самұрық-қазына")] == ["SAMRUK"]
    assert [p.key for p in search_parties("020240000555")] == ["KMG"]
    assert [p.key for p in search_parties("lukarco")] == ["LUKARCO"]


@pytest.mark.django_db
def test_a_past_owner_still_leads_to_the_object():
    owner = party("OLD", name_ru="Бывший владелец")
    made = thing("SO-B-1", owner)
    title = made.titles.get()
    title.valid_to = date(2020, 1, 1)
    save_title(title=title, by=None, document=DOCUMENT)
    assert codes("бывший") == ["SO-B-1"]


@pytest.mark.usefixtures("illustrative")
def test_objects_are_narrowed_by_category_and_list():
    assert [o.code for o in search_objects(category="sea_port")] == ["SO-A-022"]
    assert search_objects(list_name="A").count() == 35
    assert search_objects(list_name="B").count() == 23
    assert [o.code for o in search_objects("аэропорт", list_name="A")] == ["SO-A-028", "SO-A-029"]


# --- lists -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def three_editions(db: None) -> dict[str, StrategicObject]:
    """List B: {one, two} from 2010, {two} from 2015, {one, two} from 2020."""
    made = {name: thing(f"SO-B-{name}") for name in ("one", "two")}
    for year, names in ((2010, ["one", "two"]), (2015, ["two"]), (2020, ["one", "two"])):
        edition = ListEdition(list="B", effective_from=date(year, 7, 1), act=f"Act of {year}")
        save_edition(edition=edition, objects=[made[name] for name in names], by=None)
    return made


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2010, 6, 30), []),
        (date(2010, 7, 1), ["SO-B-one", "SO-B-two"]),
        (date(2015, 6, 30), ["SO-B-one", "SO-B-two"]),
        (date(2015, 7, 1), ["SO-B-two"]),
        (date(2020, 6, 30), ["SO-B-two"]),
        (date(2020, 7, 1), ["SO-B-one", "SO-B-two"]),
    ],
)
def test_the_list_of_a_day_is_the_latest_edition_by_then(
    three_editions: dict[str, StrategicObject], day: date, expected: list[str]
):
    assert [found.code for found in listed_on(day)] == expected
    assert [list_of(each.pk, day) for each in three_editions.values()] == [
        "B" if f"SO-B-{name}" in expected else None for name in three_editions
    ]


def test_an_edition_of_one_list_does_not_end_the_other(three_editions: dict[str, StrategicObject]):
    own = thing("SO-A-1")
    save_edition(
        edition=ListEdition(list="A", effective_from=date(2022, 1, 1), act="Act of 2022"),
        objects=[own],
        by=None,
    )
    found = listed_on(date(2022, 1, 1))
    assert [(each.code, each.listed_as) for each in found] == [
        ("SO-A-1", "A"),
        ("SO-B-one", "B"),
        ("SO-B-two", "B"),
    ]


def test_the_history_of_a_listing_names_what_began_and_what_ended_it(
    three_editions: dict[str, StrategicObject],
):
    periods = list_history(three_editions["one"].pk)
    assert [(p.list, p.since.year, p.act, p.until and p.until.year, p.ended_by) for p in periods] == [
        ("B", 2010, "Act of 2010", 2015, "Act of 2015"),
        ("B", 2020, "Act of 2020", None, ""),
    ]
    assert [(p.since.year, p.until) for p in list_history(three_editions["two"].pk)] == [(2010, None)]


# --- an object's page ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_page_of_a_thing_shows_its_owner_holders_operators_and_lists():
    owner, holder, operator = party("OWNER"), party("HOLDER"), party("OPERATOR")
    made = thing("SO-B-1", owner)
    holding = hold(holder, owner, "100")
    link = save_link(link=Link(type="operates", a=operator, object=made), by=None, document=DOCUMENT)
    save_edition(
        edition=ListEdition(list="B", effective_from=date(2020, 1, 1), act="Act"), objects=[made], by=None
    )
    page = object_page("SO-B-1", on=date(2026, 1, 1))
    assert (page.owners, list(page.targets), list(page.holdings), list(page.links), page.listed_as) == (
        [owner], [owner], [holding], [link], "B"
    )  # fmt: skip
    assert object_page("SO-B-1", on=date(2019, 12, 31)).listed_as is None


@pytest.mark.django_db
def test_the_holders_of_a_stake_are_those_of_its_company():
    seller, company = party("SELLER"), party("COMPANY")
    holding = hold(seller, company, "58")
    thing("SO-B-1", seller, category="share_block", stake_in=company)
    page = object_page("SO-B-1")
    assert (page.owners, list(page.targets), list(page.holdings)) == ([seller], [company], [holding])


@pytest.mark.django_db
def test_a_page_of_a_past_day_shows_the_owners_of_that_day():
    old, new = party("OLD"), party("NEW")
    made = thing("SO-B-1")
    for owner, since, until in ((old, None, date(2021, 5, 1)), (new, date(2021, 5, 1), None)):
        title = Title(object=made, owner=owner, valid_from=since, valid_to=until)
        save_title(title=title, by=None, document=DOCUMENT)
    assert object_page("SO-B-1", on=date(2021, 4, 30)).owners == [old]
    page = object_page("SO-B-1", on=date(2021, 5, 1))
    assert (page.owners, [title.owner for title in page.past_titles]) == ([new], [old])


@pytest.mark.usefixtures("illustrative")
@pytest.mark.parametrize("code", ["SO-B-005", "SO-A-025"])  # eleven shareholders, and one
def test_a_page_takes_six_queries_however_many_holders(code: str, django_assert_num_queries):
    with django_assert_num_queries(6):
        page = object_page(code)
        assert all(holding.owner.name for holding in page.holdings)
        assert all(str(link) for link in page.links)


@pytest.mark.usefixtures("illustrative")
@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Almaty International Airport"),
        ("ru", "Международный аэропорт Алматы"),
        ("kk", "Алматы халықаралық әуежайы"),
    ],
)
def test_a_name_is_shown_in_the_readers_language(language: str, name: str):
    with translation.override(language):
        assert StrategicObject.objects.get(code="SO-B-001").name == name
