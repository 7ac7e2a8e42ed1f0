"""Dated facts, contracts, tables and confirmations: kept with history, refused where they make no sense."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from registry.models import (
    DatedRow,
    JournalEntry,
    ObjectFact,
    OperatingRight,
    RegistryChange,
    SubsoilContract,
    TableConfirmation,
)
from registry.models.limits import Table
from registry.models.recorded import FactName
from registry.roles import Role
from registry.services import (
    load_illustrative,
    save_confirmation,
    save_contract,
    save_dated_row,
    save_object_fact,
    save_operating_right,
)
from tests.registry.builders import DOCUMENT, party, person, thing

pytestmark = pytest.mark.django_db


def test_each_leaves_history_an_outbox_row_and_a_journal_entry():
    keeper, holder = person("keeper", Role.KEEPER), party("HOLDER")
    subject = thing("SO-B-900")
    contract = SubsoilContract(number="7", name_en="Area", area_km2=Decimal("12.5"))
    saved = [
        save_object_fact(
            fact=ObjectFact(object=subject, fact=FactName.STARTED_UP, answer="true"),
            by=keeper,
            document=DOCUMENT,
        ),
        save_contract(contract=contract, by=keeper, document=DOCUMENT),
        save_operating_right(
            right=OperatingRight(contract=contract, holder=holder), by=keeper, document=DOCUMENT
        ),
        save_dated_row(
            row=DatedRow(table=Table.LOW_TAX, name_en="Islands", country="VG", act="Order"),
            by=keeper,
            document=DOCUMENT,
        ),
        save_confirmation(
            confirmation=TableConfirmation(
                table=Table.LOW_TAX, valid_from=date(2026, 1, 1), given_by="Keeper"
            ),
            by=keeper,
            document=DOCUMENT,
        ),
    ]
    for row in saved:
        version = row.history.get()  # type: ignore[attr-defined]
        assert (version.history_user, version.history_change_reason) == (keeper, DOCUMENT)
        assert row.source == DOCUMENT  # type: ignore[attr-defined]
    changes = list(
        RegistryChange.objects.filter(by=keeper).order_by("pk").values_list("model", "company", "object")
    )
    assert changes == [
        ("objectfact", None, subject.pk),
        ("subsoilcontract", None, None),
        ("operatingright", holder.pk, None),
        ("datedrow", None, None),
        ("tableconfirmation", None, None),
    ]
    assert JournalEntry.objects.count() == len(saved) + 2  # the holder and the object before them


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (DatedRow(table=Table.LOW_TAX, name_en="Islands", act="Order"), "country"),
        (DatedRow(table=Table.ALERT_LEVELS, name_en="Level", act="Order"), "most"),
        (DatedRow(table=Table.OPENNESS, name_en="Who", act="Order"), "aspect"),
        (DatedRow(table=Table.OTHER_LIMITS, name_en="Who", act="Order", aspect="grounds"), "aspect"),
        (DatedRow(table=Table.OTHER_LIMITS, name_en="Who", act="Order", most=Decimal(101)), "most"),
        (DatedRow(table=Table.OTHER_LIMITS, act="Order"), "name_ru"),
        (DatedRow(table=Table.CONTRACTS, name_en="Area", act="Order"), "table"),
    ],
)
def test_a_row_without_what_its_table_needs_is_refused(row: DatedRow, field: str):
    with pytest.raises(ValidationError) as refused:
        save_dated_row(row=row, by=None, document=DOCUMENT)
    assert field in refused.value.message_dict
    assert DatedRow.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"fact": FactName.CONTROL_CENTRE, "answer": "true"}, "country"),
        ({"fact": FactName.STARTED_UP, "answer": "true", "country": "KZ"}, "country"),
        ({"fact": FactName.GOODS, "answer": "true"}, "goods"),
        ({"fact": FactName.GOODS, "answer": "false", "goods": "2709"}, "goods"),
    ],
)
def test_a_fact_that_says_too_little_or_too_much_is_refused(more: dict[str, str], field: str):
    subject = thing("SO-B-900")
    with pytest.raises(ValidationError) as refused:
        save_object_fact(fact=ObjectFact(object=subject, **more), by=None, document=DOCUMENT)
    assert field in refused.value.message_dict


def test_the_illustrative_tables_are_loaded_and_labelled():
    load_illustrative()
    assert SubsoilContract.objects.count() == OperatingRight.objects.count() == 2
    assert not DatedRow.objects.filter(illustrative=False).exists()
    assert {row.table for row in DatedRow.objects.all()} == set(Table) - {Table.CONTRACTS}
    assert {row.table for row in TableConfirmation.objects.all()} == set(Table) - {Table.OPENNESS}


def browser() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person("keeper", Role.KEEPER))
    return client


def test_a_keeper_enters_a_row_in_the_admin():
    client = browser()
    typed = {
        "table": "trade_restrictions", "name_ru": "Вывоз руды", "act": "Постановление № 5", "goods": "2603, 2616",
        "whose": "foreigners", "ban": "on", "valid_from": "01.02.2026", "valid_to": "01.03.2026",
        "document": "Постановление № 5 от 01.02.2026",
    }  # fmt: skip
    assert client.post(reverse("admin:registry_datedrow_add"), typed).status_code == 302
    row = DatedRow.objects.get()
    assert (row.codes, row.valid_from, row.valid_to) == (("2603", "2616"), date(2026, 2, 1), date(2026, 3, 1))
    turned = client.post(reverse("admin:registry_datedrow_add"), typed | {"valid_to": "01.02.2026"})
    assert "The row must end after it begins." in turned.content.decode()


def test_a_keeper_enters_a_contract_with_its_holder():
    holder = party("HOLDER")
    typed = {
        "number": "777", "name_ru": "Участок", "area_km2": "10.5", "document": "Контракт 777",
        "rights-TOTAL_FORMS": "1", "rights-INITIAL_FORMS": "0", "rights-0-holder": str(holder.pk),
    }  # fmt: skip
    assert browser().post(reverse("admin:registry_subsoilcontract_add"), typed).status_code == 302
    right = OperatingRight.objects.get()
    assert (right.contract.number, right.holder, right.source) == ("777", holder, "Контракт 777")


def _made(page: str, number: int) -> None:
    match page:
        case "objectfact":
            fact = ObjectFact(object=thing(f"SO-B-90{number}"), fact=FactName.MEDIA, answer="false")
            save_object_fact(fact=fact, by=None, document=DOCUMENT)
        case "subsoilcontract":
            save_contract(
                contract=SubsoilContract(number=str(number), name_en="Area"), by=None, document=DOCUMENT
            )
        case "datedrow":
            row = DatedRow(table=Table.LOW_TAX, name_en="Islands", country="VG", act=str(number))
            save_dated_row(row=row, by=None, document=DOCUMENT)
        case _:
            given = TableConfirmation(
                table=Table.LOW_TAX, valid_from=date(2026, 1, number), given_by="Keeper"
            )
            save_confirmation(confirmation=given, by=None, document=DOCUMENT)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", ["objectfact", "subsoilcontract", "datedrow", "tableconfirmation"])
def test_the_lists_ask_as_often_with_many_rows(page: str, rows: int, django_assert_num_queries):
    """Session, person, offices, is anything illustrative, count, rows: the same six for one row and for three."""
    client = browser()
    for number in range(1, rows + 1):
        _made(page, number)
    with django_assert_num_queries(6):
        response = client.get(reverse(f"admin:registry_{page}_changelist"))
    assert len(response.context["cl"].result_list) == rows
    assert client.get(reverse(f"admin:registry_{page}_add")).status_code == 200
