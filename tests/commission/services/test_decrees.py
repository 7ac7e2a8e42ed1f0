"""The draft decree and the proofs of delivery."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commission.models import DeclaredHolding, DecreeDraft
from commission.services.decrees import compose_decree, parity_sentences, take_over_draft, write_draft
from commission.services.deliveries import appeal_ledger, record_delivery
from commission.states import Motion, State
from commission.workflow import CannotProceed, NotAllowed
from tests.cast import Road, load_cast, person
from tests.lasting import laid_out

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """A case before the Government: a permission is recommended."""
    with laid_out(django_db_blocker):
        load_cast()
        yield Road.draft().to_government()


def _write(road, by, text_kk="Рұқсат берілсін.", text_ru="Выдать разрешение."):
    return write_draft(
        application_id=road.pk, by=person(by), outcome=Motion.GRANT, text_kk=text_kk, text_ru=text_ru
    )


def test_the_first_draft_is_drawn_from_the_recommendation_and_agrees_in_both_languages(road):
    outcome, kazakh, russian = compose_decree(road.application)
    assert outcome == Motion.GRANT
    for text in (kazakh, russian):
        assert all(word in text for word in ("SO-B-020", road.reference, "Nordic Infrastructure Fund", "10"))
    assert parity_sentences(road.application, kazakh, russian) == []


def test_a_decree_is_drafted_without_an_acquirer_where_none_need_be_named(road):
    DeclaredHolding.objects.filter(application=road.application).delete()
    road.application.declared_parties.exclude(role="applicant").delete()
    _outcome, kazakh, russian = compose_decree(road.application)
    assert "другая сторона" not in russian
    assert "екінші тарап" not in kazakh


def test_every_version_is_kept_and_the_office_takes_the_last_one_over(road):
    _write(road, "secretary")
    _write(road, "officer", "Рұқсат берілсін: 10 %.", "Выдать разрешение: 10 %.")
    with pytest.raises(NotAllowed):
        take_over_draft(application_id=road.pk, by=person("secretary"))
    taken = take_over_draft(application_id=road.pk, by=person("government"))
    assert (taken.version, taken.text_ru, taken.by_government) == (3, "Выдать разрешение: 10 %.", True)
    assert take_over_draft(application_id=road.pk, by=person("government")).pk == taken.pk
    with pytest.raises(CannotProceed, match="Government office has taken the draft over"):
        _write(road, "officer", "Басқа.", "Другой.")
    assert _write(road, "government", "Үкімет.", "Правительство.").version == 4
    assert list(DecreeDraft.objects.values_list("version", flat=True)) == [1, 2, 3, 4]


def test_texts_that_differ_are_kept_and_each_difference_is_named_when_they_are_issued(road):
    kazakh = "Nordic Infrastructure Fund: 2026 жылғы 5 мамырға дейін 10 %."
    _write(road, "officer", kazakh, "До 5 июня 2026 года 12 %.")
    with pytest.raises(CannotProceed) as refusal:
        road.decide(text_kk=kazakh, text_ru="До 5 июня 2026 года 12 %.")
    assert refusal.value.reasons == (
        "The Kazakh and Russian texts differ. Make them agree.",
        "Number 10: 1 in the Kazakh text, 0 in the Russian.",
        "Number 12: 0 in the Kazakh text, 1 in the Russian.",
        "Date 05.05.2026: 1 in the Kazakh text, 0 in the Russian.",
        "Date 05.06.2026: 0 in the Kazakh text, 1 in the Russian.",
        "Name “Nordic Infrastructure Fund”: 1 in the Kazakh text, 0 in the Russian.",
    )
    assert road.application.state == State.BEFORE_GOVERNMENT


def test_pages_of_the_draft(road, client):
    address = f"/cases/{road.reference}/decree/"
    client.force_login(person("secretary"))
    form = client.get(f"{address}write/").context["form"]
    assert road.reference in form.initial["text_kk"]
    typed = {"outcome": "grant", "text_kk": "10 %", "text_ru": "12 %"}
    assert client.post(f"{address}write/", {**typed, "text_ru": ""}).status_code == 422
    assert client.post(f"{address}write/", typed).status_code == 302
    assert len(client.get(address).context["differences"]) == 2
    client.force_login(person("government"))
    assert client.get(address).context["may_take_over"]
    assert client.post(f"{address}take-over/").status_code == 302
    assert client.get(f"/government/{road.reference}/decide/").context["form"].initial["text_ru"] == "12 %"
    client.force_login(person("applicant"))
    assert client.get(address).status_code == 404


def test_the_earliest_proof_starts_the_appeal_period_and_each_line_says_so(road, client):
    road.decide()
    today = timezone.localdate()
    assert road.application.decision.appeal_until is None
    with pytest.raises(CannotProceed, match="not in the future"):
        record_delivery(
            application_id=road.pk,
            by=person("officer"),
            kind="post",
            on=today + timedelta(days=1),
            number="RR 1",
        )
    client.force_login(person("officer"))
    address = f"/cases/{road.reference}/delivery/"
    typed = {"kind": "post", "on": f"{today:%d.%m.%Y}", "number": "RR 1"}
    assert client.post(f"{address}record/", typed).status_code == 302
    # 30 calendar days (policy).
    assert road.application.decision.appeal_until == today + timedelta(days=30)
    client.force_login(person("applicant"))
    client.post(f"/apply/{road.reference}/notice/")
    assert road.application.decision.first_read_at is not None
    assert [(line.on, line.words) for line in appeal_ledger(road.application)] == [
        (today, "Decree No. 15."),
        (today + timedelta(days=5), "Last day for the notice: 5 calendar days after the decree (SPL 188)."),
        (today, "Notice issued in time."),
        (today, "First proof: delivered by post, No. RR 1. The appeal period runs from this day."),
        (today, "Further proof: opened on the application's page. It changes nothing."),
        (
            today + timedelta(days=30),
            "Last day for an appeal: 30 calendar days after the first proof (policy).",
        ),
    ]
    for address in (f"/apply/{road.reference}/", f"/cases/{road.reference}/delivery/"):
        client.force_login(person("applicant" if "apply" in address else "officer"))
        assert "First proof: delivered by post, No. RR 1." in client.get(address).content.decode()


def test_a_proof_is_entered_by_the_desk_alone_and_only_once_there_is_a_notice(road):
    def record(by):
        return record_delivery(
            application_id=road.pk, by=person(by), kind="service", on=timezone.localdate(), number="5"
        )

    with pytest.raises(CannotProceed, match="not been issued yet"):
        record("officer")
    for stranger in ("applicant", "government", "secretary"):
        with pytest.raises(NotAllowed):
            record(stranger)
