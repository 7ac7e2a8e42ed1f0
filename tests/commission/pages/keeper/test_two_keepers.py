"""What an open case rests on is changed by two keepers: proposed in the admin or from a file, confirmed by another."""

from fractions import Fraction

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from registry.exchange.importing import import_registry
from registry.journal.verifying import verify
from registry.models import Holding, JournalEntry, Party, Proposal
from registry.proposing import Proposed, confirm_proposal
from registry.roles import Role
from tests.cast import Road, load_cast, person
from tests.commission.pages.officer.conftest import text_of
from tests.lasting import laid_out

LETTER = "Letter of the registrar No. 12 of 03.03.2026"


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    """10 % of TransTeleCom is to be sold: the application is filed, the case open."""
    with laid_out(django_db_blocker):
        load_cast()
        yield Road.draft("SO-B-021").submit()


@pytest.fixture
def road(lasting, db):
    return lasting


def as_(username: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def typed(held: Holding, votes: str) -> dict[str, str]:
    return {
        "company": str(held.company_id), "owner": str(held.owner_id), "votes": votes, "capital": "75",
        "document": LETTER,
    }  # fmt: skip


def test_one_keeper_proposes_and_another_confirms(road):
    held = Holding.objects.get(owner__key="TTCPRIV")
    page, first, second = (
        reverse("admin:registry_holding_change", args=[held.pk]),
        as_("keeper"),
        as_("keeper2"),
    )
    answer = first.post(page, typed(held, "60"), follow=True)
    proposal = Proposal.objects.get()
    shown = text_of(answer)
    assert f"proposed as No. {proposal.pk}; another keeper confirms it" in shown
    assert "was changed successfully" not in shown
    assert Holding.objects.get(pk=held.pk).votes[0] == Fraction(3, 4)
    url = reverse("admin:registry_proposal_change", args=[proposal.pk])
    assert "You have proposed this" in text_of(first.get(url))
    assert first.post(url, {"confirm": "1"}).status_code == 409
    assert "1 change waits for you" in text_of(second.get("/admin/"))
    assert "waits for you" not in text_of(first.get("/admin/"))
    read = text_of(second.get(url))
    assert "<td>75 %</td><td>60 %</td>" in read
    assert second.post(url, {"reject": "1", "reason": " "}).status_code == 409
    assert second.post(url, {"confirm": "1"}).status_code == 302
    held.refresh_from_db()
    assert (held.votes[0], held.source, held.history.latest().history_user) == (
        Fraction(3, 5), LETTER, person("keeper2")
    )  # fmt: skip
    acts = JournalEntry.objects.filter(subject=f"proposal:{proposal.pk}").order_by("seq")
    assert [(entry.act, entry.actor.username) for entry in acts] == [
        ("proposal.propose", "keeper"), ("proposal.confirm", "keeper2"),
    ]  # fmt: skip
    assert verify() == []
    assert second.post(url, {"confirm": "1"}).status_code == 409
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Proposal.objects.update(confirmed_by=None, confirmed_at=None)
    for stranger in ("officer", "auditor", "admin"):
        assert as_(stranger).get(url).status_code == 404, stranger


def test_what_no_open_case_rests_on_is_changed_at_once_and_a_draft_is_none(road):
    elsewhere = Holding.objects.filter(company__key="KEGOC").first()
    data = typed(elsewhere, "0-1") | {"capital": "0-1"}
    as_("keeper").post(reverse("admin:registry_holding_change", args=[elsewhere.pk]), data)
    elsewhere.refresh_from_db()
    assert (elsewhere.source, Proposal.objects.count()) == (LETTER, 0)
    # Above the company that owns the object's network: a change at its owner's owner reaches the case too.
    state = Party.objects.get(key="TTCPRIV")
    text = f"key,kind,name_en,country\n{state.key},entity,Renamed,KZ\n"
    with pytest.raises(Proposed):
        import_registry(parties=text, by=person("keeper"), document=LETTER, dry_run=False)
    assert import_registry(parties=text, by=person("keeper"), document=LETTER).changed == 1  # a dry run


def test_a_file_is_proposed_whole_and_stale_once_something_of_it_has_changed(road, tmp_path):
    parties = "key,kind,name_en,country\nNEWFUND,entity,New Fund,LU\n"
    holdings = "owner_key,owned_key,votes\nNEWFUND,TTC,10\nTTCPRIV,TTC,65\n"
    files = {name: tmp_path / f"{name}.csv" for name in ("parties", "holdings")}
    files["parties"].write_text(parties)
    files["holdings"].write_text(holdings)
    for _ in range(2):
        call_command(
            "import_registry", parties=files["parties"], holdings=files["holdings"], document=LETTER,
            by="keeper", apply=True,
        )  # fmt: skip
    assert not Party.objects.filter(key="NEWFUND").exists()
    again, proposal = Proposal.objects.all()
    Party.objects.create(
        key="BETWEEN", kind="entity", name_en="Between"
    )  # takes the key of the run rolled back
    confirm_proposal(proposal_id=proposal.pk, by=person("keeper2"))
    bought = Holding.objects.get(owner__key="NEWFUND", company__key="TTC")
    assert (bought.votes[0], Holding.objects.get(owner__key="TTCPRIV").votes[0]) == (
        Fraction(1, 10), Fraction(13, 20)
    )  # fmt: skip
    url = reverse("admin:registry_proposal_change", args=[again.pk])
    refused = as_("keeper2").post(url, {"confirm": "1"})
    assert refused.status_code == 409
    assert Holding.objects.filter(owner__key="NEWFUND").count() == 1
    assert as_("keeper").post(url, {"reject": "1", "reason": "Twice."}).status_code == 302
    again.refresh_from_db()
    assert (again.rejected_by.username, again.rejection, again.is_open) == ("keeper", "Twice.", False)


def test_an_edition_that_delists_the_object_of_an_open_case_and_a_removal_wait_too(road):
    keeper = as_("keeper")
    edition = road.application.object.entries.get().edition
    left = edition.entries.exclude(object=road.application.object).values_list("object_id", flat=True)
    data = {
        "list": edition.list, "effective_from": edition.effective_from.isoformat(), "act": "Decree No. 9",
        "on_the_list": [str(pk) for pk in left],
    }  # fmt: skip
    keeper.post(reverse("admin:registry_listedition_change", args=[edition.pk]), data)
    held = Holding.objects.get(owner__key="TTCPRIV")
    keeper.post(reverse("admin:registry_holding_delete", args=[held.pk]), {"post": "yes", "document": LETTER})
    removal, delisting = Proposal.objects.all()
    assert ([change["kind"] for change in removal.changes], removal.changes[0]["after"]) == (
        ["removed"],
        None,
    )
    assert road.application.object.entries.exists()
    for proposal in (delisting, removal):
        confirm_proposal(proposal_id=proposal.pk, by=person("keeper2"))
    assert not road.application.object.entries.exists()
    assert not Holding.objects.filter(pk=held.pk).exists()
    assert person("keeper2").holds(Role.KEEPER)
