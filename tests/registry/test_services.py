"""The keepers' use cases: what they write, and what they refuse without writing anything."""

import threading
from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import ProtectedError

from registry.journal.verifying import verify
from registry.models import (
    Appointment,
    Holding,
    JournalEntry,
    Link,
    ListEdition,
    ListEntry,
    Party,
    RegistryChange,
    StateBody,
    StrategicObject,
)
from registry.roles import Role
from registry.services import (
    load_illustrative,
    remove_row,
    save_appointment,
    save_edition,
    save_holding,
    save_holdings,
    save_link,
    save_object,
    save_party,
)
from tests.registry.builders import DOCUMENT, hold, lot, party, person, thing


def written() -> tuple[int, int, int]:
    """Holdings, outbox rows and journal entries: what a refused change must leave alone."""
    return Holding.objects.count(), RegistryChange.objects.count(), JournalEntry.objects.count()


@pytest.mark.django_db
def test_a_change_leaves_history_an_outbox_row_and_a_journal_entry():
    keeper = person("keeper", Role.KEEPER)
    owner, company = party("OWNER"), party("COMPANY")
    holding = save_holding(holding=lot(owner, company, "25"), by=keeper, document=DOCUMENT)

    version = holding.history.get()
    assert (version.history_type, version.history_user, version.history_change_reason) == (
        "+",
        keeper,
        DOCUMENT,
    )
    change = RegistryChange.objects.latest("pk")
    assert (change.model, change.row_id, change.kind, change.company, change.by, change.handled_at) == (
        "holding", holding.pk, "added", company, keeper, None
    )  # fmt: skip
    entry = JournalEntry.objects.latest("seq")
    assert (entry.act, entry.subject, entry.actor) == ("holding_added", f"holding:{holding.pk}", keeper)
    assert holding.source == DOCUMENT
    assert verify() == []


@pytest.mark.django_db
def test_the_journal_names_nobody():
    keeper = person("keeper", Role.KEEPER)
    anna = party("ANNA", kind="individual", name_ru="Анна Каренина", name_en="", note="met on the train")
    save_party(party=anna, by=keeper, document="Court act of Vronsky")
    text = "\n".join(JournalEntry.objects.values_list("canonical", flat=True))
    assert [word for word in ("Анна", "Каренина", "ANNA", "train", "Vronsky") if word in text] == []


@pytest.mark.django_db
@pytest.mark.parametrize("document", ["", "   ", "\u200b"])
def test_a_change_without_a_document_is_refused(document: str):
    owner, company = party("OWNER"), party("COMPANY")
    before = written()
    with pytest.raises(ValidationError):
        save_holding(holding=lot(owner, company, "25"), by=None, document=document)
    assert written() == before


@pytest.mark.django_db
def test_holdings_of_110_percent_are_refused_naming_the_company_and_the_sum():
    one, two, company = party("ONE"), party("TWO"), party("COMPANY", name_en="Port of Aktau JSC")
    hold(one, company, "60")
    before = written()
    with pytest.raises(ValidationError) as refused:
        save_holding(holding=lot(two, company, "50"), by=None, document=DOCUMENT)
    assert refused.value.messages == [
        "Holdings of Port of Aktau JSC add up to 110\u00a0% of the votes: correct the shares."
    ]
    assert written() == before


@pytest.mark.django_db
def test_holdings_above_the_whole_on_one_day_only_are_refused_naming_the_day():
    one, two, company = party("ONE"), party("TWO"), party("COMPANY")
    hold(one, company, "100", valid_to=date(2026, 3, 2))
    with pytest.raises(ValidationError) as refused:
        save_holding(
            holding=lot(two, company, "100", valid_from=date(2026, 3, 1)), by=None, document=DOCUMENT
        )
    assert refused.value.messages == [
        "Holdings of Company add up to 200\u00a0% of the votes on 01.03.2026: correct shares or dates."
    ]


@pytest.mark.django_db
def test_a_range_may_reach_above_the_whole_as_long_as_its_certain_part_does_not():
    one, two, company = party("ONE"), party("TWO"), party("COMPANY")
    hold(one, company, "60")
    hold(two, company, "30-50")
    assert Holding.objects.filter(company=company).count() == 2


@pytest.mark.django_db
def test_a_transfer_between_holders_is_one_step():
    one, two, company = party("ONE"), party("TWO"), party("COMPANY")
    first, second = hold(one, company, "70"), hold(two, company, "30")
    # Saved one by one, the second holder's 60 would meet the first one's 70.
    second.set_votes(Fraction(60, 100))
    second.set_capital(Fraction(60, 100))
    first.set_votes(Fraction(40, 100))
    first.set_capital(Fraction(40, 100))
    save_holdings(save=[second, first], by=None, document=DOCUMENT)
    assert [str(h.votes[0]) for h in company.held_by.order_by("pk")] == ["2/5", "3/5"]


@pytest.mark.django_db
def test_a_holding_moved_to_another_company_is_counted_there():
    one, full, free = party("ONE"), party("FULL"), party("FREE")
    hold(party("TWO"), full, "100")
    moved = hold(one, free, "10")
    moved.company = full
    with pytest.raises(ValidationError):
        save_holding(holding=moved, by=None, document=DOCUMENT)
    assert Holding.objects.get(pk=moved.pk).company == free


@pytest.mark.django_db(transaction=True)
def test_of_two_keepers_adding_60_percent_at_once_one_is_refused():
    company = party("COMPANY")
    owners = [party("ONE"), party("TWO")]
    start, refused, kept = threading.Barrier(2), [], []

    def add(owner: Party) -> None:
        try:
            start.wait()
            kept.append(save_holding(holding=lot(owner, company, "60"), by=None, document=DOCUMENT))
        except ValidationError as error:
            refused.append(error.code or error.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=(owner,)) for owner in owners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(kept), len(refused)) == (1, 1)
    assert Holding.objects.filter(company=company).count() == 1
    assert verify() == []


@pytest.mark.django_db
def test_a_party_in_use_cannot_be_removed():
    owner, company = party("OWNER"), party("COMPANY")
    hold(owner, company, "25")
    before = written()
    with pytest.raises(ProtectedError):
        remove_row(row=owner, by=None, document=DOCUMENT)
    assert written() == before


@pytest.mark.django_db
def test_a_removed_holding_keeps_its_history_and_tells_whose_it_was():
    keeper = person("keeper", Role.KEEPER)
    company = party("COMPANY")
    holding = hold(party("OWNER"), company, "25")
    pk = holding.pk
    remove_row(row=holding, by=keeper, document="Court act No. 1")
    versions = Holding.history.filter(id=pk).order_by("history_id")
    assert [(v.history_type, v.history_change_reason) for v in versions] == [
        ("+", DOCUMENT),
        ("-", "Court act No. 1"),
    ]
    change = RegistryChange.objects.latest("pk")
    assert (change.model, change.row_id, change.kind, change.company) == ("holding", pk, "removed", company)


@pytest.mark.django_db
@pytest.mark.parametrize("identifier", ["970540000108", "97054000010", "97054000010x"])
def test_a_wrong_bin_is_refused_with_what_to_do(identifier: str):
    with pytest.raises(ValidationError) as refused:
        party("KTO", identifier=identifier)
    assert list(refused.value.message_dict) == ["identifier"]
    assert not Party.objects.exists()


@pytest.mark.django_db
def test_one_bin_is_one_party():
    party("KTO", identifier="970540000107")
    with pytest.raises(ValidationError):
        party("KTO2", identifier="970540000107")


@pytest.mark.django_db
def test_a_name_with_a_direction_override_is_refused():
    with pytest.raises(ValidationError):
        party("TRICK", name_en="Safe \u202ecnI live")


@pytest.mark.django_db
def test_a_stake_names_its_company_and_a_thing_does_not():
    company = party("COMPANY")
    with pytest.raises(ValidationError):
        thing("SO-B-900", category="share_block")
    with pytest.raises(ValidationError):
        thing("SO-B-901", category="sea_port", stake_in=company)
    stake = thing("SO-B-902", category="share_block", stake_in=company)
    stake.underlying = stake
    with pytest.raises(ValidationError):
        save_object(object=stake, by=None, document=DOCUMENT)


@pytest.mark.django_db
def test_a_trust_manager_names_whose_stake_it_manages():
    manager, owner, company = party("MANAGER"), party("OWNER"), party("COMPANY")
    with pytest.raises(ValidationError):
        save_link(link=Link(type="trust_manager", a=manager, b=company), by=None, document=DOCUMENT)
    link = Link(type="trust_manager", a=manager, b=company, owner=owner)
    assert save_link(link=link, by=None, document=DOCUMENT).pk


@pytest.mark.django_db
def test_an_edition_is_entered_and_corrected_as_a_whole():
    keeper = person("keeper", Role.KEEPER)
    one, two, three = thing("SO-A-1"), thing("SO-A-2"), thing("SO-A-3")
    edition = ListEdition(list="A", effective_from=date(2026, 1, 1), act="Act No. 1 of 25.12.2025")
    save_edition(edition=edition, objects=[one, two], by=keeper)
    edition.act = "Act No. 1 of 25.12.2025, corrected"
    save_edition(edition=edition, objects=[two, three], by=keeper)

    assert set(edition.entries.values_list("object__code", flat=True)) == {"SO-A-2", "SO-A-3"}
    changes = RegistryChange.objects.filter(model="listentry").order_by("pk")
    assert [(c.kind, c.object.code) for c in changes if c.object] == [
        ("added", "SO-A-1"),
        ("added", "SO-A-2"),
        ("removed", "SO-A-1"),
        ("added", "SO-A-3"),
    ]
    removed = ListEntry.history.get(history_type="-")
    assert (removed.object_id, removed.history_change_reason) == (
        one.pk,
        "Act No. 1 of 25.12.2025, corrected",
    )


# --- offices ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_administrator_appoints_others_but_never_themselves():
    admin, officer = person("admin", Role.ADMINISTRATOR), person("officer")
    save_appointment(appointment=Appointment(user=officer, role=Role.OFFICER), by=admin)
    assert JournalEntry.objects.latest("seq").act == "appointment_added"
    with pytest.raises(ValidationError):
        save_appointment(appointment=Appointment(user=admin, role=Role.OFFICER), by=admin)
    assert not Appointment.objects.filter(user=admin, role=Role.OFFICER).exists()


@pytest.mark.django_db
def test_who_is_no_administrator_appoints_nobody():
    keeper, officer = person("keeper", Role.KEEPER), person("officer")
    with pytest.raises(ValidationError):
        save_appointment(appointment=Appointment(user=officer, role=Role.OFFICER), by=keeper)


@pytest.mark.django_db
def test_auditor_and_administrator_are_never_one_person_on_one_day():
    admin, other = person("admin", Role.ADMINISTRATOR), person("other")
    audits = Appointment(user=other, role=Role.AUDITOR, valid_until=date(2026, 6, 1))
    save_appointment(appointment=audits, by=admin)
    with pytest.raises(ValidationError):
        save_appointment(
            appointment=Appointment(user=other, role=Role.ADMINISTRATOR, valid_from=date(2026, 5, 31)),
            by=admin,
        )
    later = Appointment(user=other, role=Role.ADMINISTRATOR, valid_from=date(2026, 6, 1))
    assert save_appointment(appointment=later, by=admin).pk


# --- the illustrative registry ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_illustrative_registry_is_loaded_whole_and_only_once():
    first = load_illustrative()
    assert (first.objects, first.parties, first.holdings, first.links, first.titles, first.listed, first.bodies) == (
        58, 103, 115, 12, 58, 58, 14
    )  # fmt: skip
    again = load_illustrative()
    assert (again.objects, again.parties, again.holdings) == (0, 0, 0)
    assert StrategicObject.objects.count() == 58


@pytest.mark.django_db
def test_everything_loaded_says_that_it_is_illustrative():
    load_illustrative()
    for model in (Party, StrategicObject, Holding, Link, ListEdition):
        assert not model.objects.filter(illustrative=False).exists(), model
    assert set(ListEdition.objects.values_list("act", flat=True)) == {
        "Illustrative edition, not a Government act"
    }


@pytest.mark.django_db
def test_percentages_are_loaded_as_the_decimals_they_are():
    load_illustrative()
    # 67.42 % = 6742/10000 = 3371/5000; through a float it would not be.
    assert Holding.objects.get(owner__key="SAMRUK", company__key="KMG").votes[0] == Fraction(3371, 5000)
    # 99.53 + 0.47 = 100 exactly
    assert sum(h.votes[0] for h in Holding.objects.filter(company__key="ANPZ")) == 1


@pytest.mark.django_db
def test_every_illustrative_object_has_a_name_in_three_languages():
    load_illustrative()
    assert not StrategicObject.objects.filter(name_kk="").exists()
    assert not StrategicObject.objects.filter(name_ru="").exists()
    assert not StrategicObject.objects.filter(name_en="").exists()


@pytest.mark.django_db
def test_every_loaded_row_passes_the_checks_of_a_keepers_form():
    load_illustrative()
    for model in (Party, StrategicObject, Holding, Link, StateBody, ListEdition):
        for row in model.objects.all():
            row.full_clean()


@pytest.mark.django_db
def test_illustrative_data_never_join_a_real_registry():
    party("REAL")
    with pytest.raises(ValidationError):
        load_illustrative()
    assert Party.objects.count() == 1


@pytest.mark.django_db
def test_a_stake_follows_the_object_its_company_owns():
    load_illustrative()
    stake = StrategicObject.objects.get(code="SO-B-020")
    assert stake.underlying is not None
    assert stake.stake_in is not None
    assert (stake.underlying.code, stake.stake_in.key) == ("SO-B-001", "ALMATYAIR")
