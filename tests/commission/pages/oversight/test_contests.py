"""The prosecutor's list of contested findings."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from commission import queries
from commission.services.contests import Evidence, propose_contest, refuse_contest
from commission.states import Ground
from tests.cast import Road, load_cast, person
from tests.commission.pages.officer.conftest import inspected, text_of

pytestmark = pytest.mark.django_db

LIST = reverse("oversight:contests")


def client(username: str) -> Client:
    signed_in = Client()
    signed_in.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return signed_in


def contest(road: Road, ground: Ground) -> None:
    made = propose_contest(
        application_id=road.pk,
        check_id="scope",
        by=person("officer"),
        ground=ground,
        reason=f"Because of {ground}.",
        evidence=Evidence(document_id=road.application.documents.get(code="D2").pk),
    )
    refuse_contest(contest_id=made.pk, by=person("head"), reason=f"Not {ground}.")


def test_every_contest_is_listed_newest_first_for_the_prosecutor_alone(
    django_assert_num_queries, monkeypatch
):
    load_cast()
    road = inspected(Road.draft()).submit().register().examine()
    prosecutor = client("prosecutor")
    assert "No finding has been contested" in text_of(prosecutor.get(LIST))
    contest(road, Ground.FACTS_WRONG)
    with django_assert_num_queries(5):  # session, person, offices, contests, steps
        assert "Because of facts_wrong. D2 D2." in text_of(prosecutor.get(LIST))
    contest(road, Ground.READING_DIFFERS)
    contest(road, Ground.NORM_NOT_APPLICABLE)
    with django_assert_num_queries(5):
        page = text_of(prosecutor.get(LIST))
    places = [
        page.index(f"Because of {g}.") for g in ("norm_not_applicable", "reading_differs", "facts_wrong")
    ]
    assert places == sorted(places)
    assert page.count("Countersign refused") == 3
    assert "Not reading_differs." in page

    monkeypatch.setattr(queries, "PAGE", 2)
    first = prosecutor.get(LIST)
    assert len(first.context["rows"]) == 2
    rest = prosecutor.get(LIST + first.context["next_url"])
    assert [row["contest"].reason for row in rest.context["rows"]] == ["Because of facts_wrong."]
    assert rest.context["next_url"] == ""
    assert len(prosecutor.get(LIST + "?before=nonsense").context["rows"]) == 2
    for stranger in ("officer", "head", "secretary", "applicant"):
        assert client(stranger).get(LIST).status_code == 404
