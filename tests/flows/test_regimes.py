"""R2 from draft to decision, through the pages: disagreement returns the case, agreement sends it on."""

from datetime import date

import pytest
from django.conf import settings as configured
from django.test import Client
from pypdf import PdfReader

from commission.documents.storage import open_stored
from commission.models import Agreement, ClockEntry, Consultation, SectoralOpinion
from commission.pages.officer import why
from commission.procedure import regimes
from commission.services import sectoral
from commission.services.sectoral import SectoralData
from commission.states import Motion, State
from commission.workflow import CannotProceed, NotAllowed
from registry.journal.verifying import verify
from tests.cast import Road, person, prepared
from tests.commission.pages.officer.conftest import inspected

pytestmark = pytest.mark.usefixtures("cast")


def browser(username):
    client = Client()
    client.force_login(person(username), backend=configured.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def by_date(settings):
    settings.REGIME_MODE = "by_date"


def reviewed():
    road = inspected(Road.draft().declare_owner()).submit().register()
    return road.examine()


def draft(road, **typed):
    data = {"motion": "grant", "text": "The deal threatens nothing.", "key": "one", **typed}
    return browser("officer").post(f"/cases/{road.reference}/sectoral/", data)


def test_a_case_goes_through_disagreement_to_agreement_and_decision(by_date):
    road = reviewed()
    application = road.application
    # Day zero is today, long after 1 January 2016: 45 working days.
    assert application.regime == "R2"
    assert ClockEntry.objects.get(application=application, counter="total").working_days == 45
    assert ClockEntry.objects.get(application=application, counter="authority").working_days == 32
    # A sea port: the transport ministry receives it and is not asked; the planning authority now is.
    asked = set(Consultation.objects.filter(application=application).values_list("body__code", flat=True))
    assert "planning" in asked
    assert sectoral_receiver(application) not in asked

    early = draft(road)
    assert early.status_code == 409
    road.answer_all()
    page = browser("officer").get(f"/cases/{road.reference}/")
    assert f"/cases/{road.reference}/sectoral/" in page.content.decode()
    assert "on a sectoral opinion agreed with the national security bodies" in page.content.decode()
    assert draft(road).status_code == 302
    assert draft(road).status_code == 302
    assert SectoralOpinion.objects.count() == 1
    assert road.application.state == State.OPINION_DRAFTED
    # Nobody has agreed: the case is not before the Government.
    assert browser("government").get(f"/government/{road.reference}/decide/").status_code == 404

    security = browser("security")
    assert road.reference in security.get("/opinions/").content.decode()
    address = f"/opinions/agreements/{road.reference}/"
    assert "The deal threatens nothing." in security.get(address).content.decode()
    assert browser("energy").get(address).status_code == 404
    assert browser("officer").get(address).status_code == 404
    empty = security.post(address, {"answer": "disagree", "reasons": " ", "key": "a"})
    assert empty.status_code == 422
    assert "the case returns with them" in empty.content.decode()
    refused = security.post(
        address, {"answer": "disagree", "reasons": "The buyer's owner is unknown.", "key": "a"}
    )
    assert refused.status_code == 302
    assert road.application.state == State.UNDER_REVIEW
    case = browser("officer").get(f"/cases/{road.reference}/").content.decode()
    assert "The buyer&#x27;s owner is unknown." in case
    assert "not agreed" in case
    # What is internal to the authority's side is not on the applicant's page.
    assert "owner is unknown" not in browser("applicant").get(f"/apply/{road.reference}/").content.decode()

    answer = draft(
        road,
        motion="grant_with_conditions",
        conditions=prepared(road.pk, "Report the owners every year."),
        key="two",
    )
    assert answer.status_code == 302
    agreed = security.post(address, {"answer": "agree", "reasons": "", "key": "b"})
    assert agreed.status_code == 302
    assert road.application.state == State.BEFORE_GOVERNMENT
    assert security.post(address, {"answer": "agree", "reasons": "", "key": "b"}).status_code == 302
    assert list(Agreement.objects.order_by("pk").values_list("agrees", flat=True)) == [False, True]

    shown = browser("government").get(f"/government/{road.reference}/decide/").content.decode()
    assert "The sectoral opinion proposes:" in shown
    assert "Report the owners every year." in shown
    road.decide(Motion.GRANT_WITH_CONDITIONS, conditions=("Report the owners every year.",))
    application = road.application
    assert application.state == State.AWAITING_CONCLUSION
    assert [event.verb for event in application.events.all()] == [
        "submit", "register", "examine", "draft_opinion", "disagree", "draft_opinion", "agree",
        "permit_with_conditions", "await_conclusion",
    ]  # fmt: skip
    notice = "".join(
        page.extract_text() for page in PdfReader(open_stored(application.decision.notice.sha256)).pages
    )
    assert "отраслевое заключение" in notice
    assert "2012 года;" not in notice
    assert verify() == []
    for row in why.table(why.entries_of(application)):
        print(f"{row['on']:%d.%m.%Y} {row['counter']} {row['movement']} {row['ground']}")
    assert ClockEntry.objects.filter(application=application, run__startswith="agreement:").count() == 4


def sectoral_receiver(application):
    from commission.services.consultations import receiving_body

    return receiving_body(application)


def test_a_refusal_needs_grounds_and_shown_facts_and_only_the_desk_drafts(by_date):
    road = reviewed().answer_all()

    def propose(by, **changes):
        values = {"motion": Motion.REFUSE, "text": "A threat.", "grounds": ("G1",), **changes}
        return sectoral.draft_opinion(application_id=road.pk, by=person(by), data=SectoralData(**values))

    with pytest.raises(CannotProceed, match="refusal needs at least one"):
        propose("officer", grounds=())
    with pytest.raises(CannotProceed, match="show the applicant the facts first"):
        propose("officer")
    with pytest.raises(CannotProceed, match="Conditions belong"):
        propose("officer", motion=Motion.GRANT_WITH_CONDITIONS, grounds=())
    with pytest.raises(NotAllowed):
        propose("officer2", motion=Motion.GRANT, grounds=())
    assert SectoralOpinion.objects.count() == 0


def test_the_commissions_steps_are_closed_to_r2_and_the_opinion_to_r1(cast):
    road = reviewed().answer_all()
    assert road.application.regime == "R1"
    with pytest.raises(CannotProceed, match="regime of sectoral opinions"):
        sectoral.draft_opinion(
            application_id=road.pk, by=person("officer"), data=SectoralData(Motion.GRANT, "Text.")
        )
    assert browser("officer").get(f"/cases/{road.reference}/sectoral/").status_code == 409
    assert browser("security").get(f"/opinions/agreements/{road.reference}/").status_code == 404


def test_which_regime_a_day_zero_pins():
    assert regimes.regime_for("specification", date(2026, 1, 1)).code == "R1"
    assert regimes.regime_for("by_date", date(2015, 12, 31)).code == "R1"
    assert regimes.regime_for("by_date", date(2016, 1, 1)).code == "R2"
    with pytest.raises(ValueError, match="no regime mode"):
        regimes.regime_for("tomorrow", date(2026, 1, 1))
