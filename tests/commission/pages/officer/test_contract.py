"""The concluded contract: reported, compared, confirmed, entered in the registry by a second person."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from commission.demonstration import registry_party
from commission.models import Application, Conclusion
from commission.services import conclusions
from commission.states import State
from commission.workflow import CannotProceed, NotAllowed
from registry.models import Appointment, Holding, Party, RegistryChange, Title
from registry.models.objects import in_force
from tests.cast import Road, load_cast, pdf, person
from tests.commission.pages.officer.conftest import Browser, inspected, on_its_way_to_the_government, text_of
from tests.lasting import laid_out


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    """30 % of TransTeleCom sold by its private holder (75 %) by permission; the contract may be concluded."""
    with laid_out(django_db_blocker):
        load_cast()
        road = inspected(Road.draft("SO-B-021", acquirer=registry_party("EURASFIBRE"), share="3/10"))
        yield on_its_way_to_the_government(road.submit().register().examine()).decide().leave()


@pytest.fixture
def road(lasting, db):
    return lasting


@pytest.fixture
def as_(db) -> Browser:
    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in


def typed(**changes: object) -> dict[str, object]:
    today = timezone.localdate().strftime("%d.%m.%Y")
    return {
        "key": "k", "contract_number": "7", "contract_date": today, "share": "30", "buyer": "permitted",
        "file": pdf("contract"), **changes,
    }  # fmt: skip


def held(owner: str, company: str = "TTC") -> Fraction:
    rows = Holding.objects.filter(in_force(timezone.localdate()), owner__key=owner, company__key=company)
    return sum((row.votes[0] for row in rows), Fraction(0))


def test_a_contract_goes_from_the_applicant_to_the_registry(road, as_):
    applicant, officer, keeper = as_("applicant"), as_("officer"), as_("keeper")
    own, desk = f"/apply/{road.reference}/contract/", f"/cases/{road.reference}/contract/"
    assert own in applicant.get(f"/apply/{road.reference}/").content.decode()
    assert desk in officer.get(f"/cases/{road.reference}/").content.decode()
    assert applicant.post(own, typed(contract_number="")).status_code == 422
    for _ in range(2):  # the same form sent twice reports once
        assert applicant.post(own, typed()).status_code == 302
    reported = Conclusion.objects.get()
    road.work()
    page = text_of(officer.get(desk))
    # The private holder has 75 % of TransTeleCom, the fund nothing: 45 % and 30 % after the deal.
    assert "75 %" in page.replace("\u00a0", " ")
    assert "45 %" in page.replace("\u00a0", " ")
    assert officer.post(f"{desk}{reported.pk}/confirm/", {"key": "c"}).status_code == 302
    assert (road.application.state, held("EURASFIBRE")) == (State.AWAITING_CONCLUSION, 0)
    mail.outbox.clear()
    road.work()
    assert [letter.to for letter in mail.outbox] == [[person(name).email] for name in ("keeper", "keeper2")]

    assert text_of(keeper.get("/keeper/contracts/")).count(road.reference) == 1
    entry = f"/keeper/contracts/{reported.pk}/"
    seen = keeper.get(entry).context["form"].initial["seen"]
    # The registry changes behind the page: the keeper looks again before anything is entered.
    lot = Holding.objects.get(in_force(timezone.localdate()), owner__key="TTCPRIV", company__key="TTC")
    Holding.objects.filter(pk=lot.pk).update(valid_from=date(2001, 1, 1))
    stale = keeper.post(entry, {"key": "e", "seen": seen})
    assert (stale.status_code, held("EURASFIBRE")) == (409, 0)
    assert "changed after you had opened the page" in text_of(stale)
    Holding.objects.filter(pk=lot.pk).update(valid_from=lot.valid_from)
    assert keeper.post(entry, {"key": "e", "seen": seen}).status_code == 302
    assert road.application.state == State.IN_MONITORING
    assert (held("TTCPRIV"), held("EURASFIBRE"), held("KTZ")) == (
        Fraction(45, 100),
        Fraction(30, 100),
        Fraction(25, 100),
    )
    bought = Holding.objects.get(owner__key="EURASFIBRE", company__key="TTC")
    today = timezone.localdate()
    assert (bought.valid_from, bought.capital) == (today, (Fraction(3, 10), Fraction(3, 10)))
    assert bought.source == f"Contract No. 7 of {today:%d.%m.%Y}, application {road.reference}"
    assert bought.history.get().history_change_reason == bought.source
    reported.refresh_from_db()
    assert [row["model"] for row in reported.changes] == ["holding", "holding", "holding", "title"]
    written = RegistryChange.objects.filter(model="holding", by=person("keeper"))
    assert set(written.values_list("row_id", flat=True)) >= {bought.pk}
    # Both own a part of the block now.
    titles = Title.objects.filter(in_force(today), object__code="SO-B-021")
    assert {title.owner.key for title in titles} == {"TTCPRIV", "EURASFIBRE"}
    event = road.application.events.get(verb="conclude")
    assert (event.by, event.act_number) == (person("officer"), "7")
    assert "Entered by" in text_of(officer.get(desk))
    assert "rows of the registry were written" in text_of(keeper.get(f"/keeper/contracts/{reported.pk}/"))


def test_a_contract_that_differs_is_returned_and_never_confirmed(road, as_):
    applicant, officer = as_("applicant"), as_("officer")
    own, desk = f"/apply/{road.reference}/contract/", f"/cases/{road.reference}/contract/"
    other = {"buyer": "other", "buyer_name": "Somebody Else LLP", "share": "31"}
    assert applicant.post(own, typed(**{**other, "buyer_name": ""})).status_code == 422
    assert applicant.post(own, typed(**other)).status_code == 302
    road.work()
    reported = Conclusion.objects.get()
    page = text_of(officer.get(desk))
    assert "another buyer than the permitted acquirer" in page
    assert "a larger share than permitted" in page
    assert officer.post(f"{desk}{reported.pk}/confirm/", {"key": "c"}).status_code == 409
    assert officer.post(f"{desk}{reported.pk}/return/", {"key": "r"}).status_code == 422
    data = {"key": "r", "reason": "File a repeat application."}
    assert officer.post(f"{desk}{reported.pk}/return/", data).status_code == 302
    assert "File a repeat application." in text_of(applicant.get(own))
    assert held("EURASFIBRE") == 0
    # The contract may be reported again.
    assert applicant.post(own, typed(key="again")).status_code == 302
    assert Conclusion.objects.count() == 2


def test_two_persons_stand_behind_an_entry(road):
    reported = road.report_contract()
    with pytest.raises(CannotProceed, match="has not passed the check"):
        conclusions.confirm_conclusion(conclusion_id=reported.pk, by=person("officer"))
    road.work()
    with pytest.raises(NotAllowed):
        conclusions.confirm_conclusion(conclusion_id=reported.pk, by=person("officer2"))
    with pytest.raises(CannotProceed, match="does not wait to be entered"):
        conclusions.enter_conclusion(conclusion_id=reported.pk, by=person("keeper"))
    officer = person("officer")
    Appointment.objects.create(user=officer, role="keeper", act="Illustrative")
    conclusions.confirm_conclusion(conclusion_id=reported.pk, by=person("officer"))
    with pytest.raises(NotAllowed):
        conclusions.enter_conclusion(conclusion_id=reported.pk, by=person("officer"))
    assert held("EURASFIBRE") == 0


def test_an_entry_that_the_registry_refuses_leaves_nothing_behind(road):
    """Meanwhile the seller's holding has become smaller than what was sold."""
    reported = road.report_contract()
    road.work()
    conclusions.confirm_conclusion(conclusion_id=reported.pk, by=person("officer"))
    left = Holding.objects.get(owner__key="TTCPRIV")
    left.set_votes(Fraction(1, 5))
    left.save()
    before = Holding.objects.count(), Party.objects.count()
    with pytest.raises(CannotProceed, match="less than was sold"):
        conclusions.enter_conclusion(conclusion_id=reported.pk, by=person("keeper"))
    assert (Holding.objects.count(), Party.objects.count()) == before
    assert road.application.state == State.AWAITING_CONCLUSION


def test_who_sees_a_contract(road, as_):
    reported = road.report_contract()
    for stranger in ("applicant2", "officer2", "transport", "member1", "auditor"):
        client = as_(stranger)
        pages = (
            f"/apply/{road.reference}/contract/",
            f"/cases/{road.reference}/contract/",
            "/keeper/contracts/",
        )
        assert [client.get(page).status_code for page in pages] == [404] * 3, stranger
    # Before the desk has confirmed it, a keeper finds nothing.
    assert as_("keeper").get(f"/keeper/contracts/{reported.pk}/").status_code == 404
    with pytest.raises(CannotProceed, match="reported already"):
        road.report_contract()
    Conclusion.objects.update(state="returned")
    with pytest.raises(CannotProceed, match="future"):
        road.report_contract(contract_date=timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_keepers_list_costs_the_same(road, as_, django_assert_num_queries, rows):
    entered = road.report_contract()
    now, officer, strategic_object = timezone.now(), person("officer"), road.application.object
    for number in range(rows):
        if number:
            entered.pk, entered.application = (
                None,
                Application.objects.create(
                    reference=f"C-2020-0000{number}", applicant=person("applicant2"), object=strategic_object
                ),
            )
        entered.state, entered.confirmed_by, entered.confirmed_at = "entered", officer, now
        entered.entered_at = now
        entered.save()
    keeper = as_("keeper")
    with django_assert_num_queries(5):  # session, person, offices; waiting, entered
        page = keeper.get("/keeper/contracts/")
    assert len(page.context["entered"]) == rows
