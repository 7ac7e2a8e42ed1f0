"""The prosecutor's list: what it opens with, and how the rest is found."""

from datetime import timedelta

from django.utils import timezone

from commission.models import Application
from commission.services.applications import withdraw_application
from tests.cast import person
from tests.commission.pages.officer.conftest import filed

LIST = "/oversight/"


def numbers(response):
    return [application.reference for application, _late in response.context["rows"]]


def test_it_opens_with_what_is_in_progress_the_newest_first_and_the_rest_is_filtered(as_):
    first, second, ended = (filed(code) for code in ("SO-B-020", "SO-B-021", "SO-B-018"))
    Application.objects.filter(pk=second.pk).update(due_on=timezone.localdate() + timedelta(days=200))
    withdraw_application(application_id=ended.pk, by=person("applicant"), reason="No buyer.")
    prosecutor = as_("prosecutor")
    assert numbers(prosecutor.get(LIST)) == [second.reference, first.reference]
    assert numbers(prosecutor.get(LIST, {"order": "due"})) == [first.reference, second.reference]
    assert numbers(prosecutor.get(LIST, {"state": "final"})) == [ended.reference]
    assert numbers(prosecutor.get(LIST, {"state": "any"})) == [
        ended.reference,
        second.reference,
        first.reference,
    ]
    assert numbers(prosecutor.get(LIST, {"search": ended.reference})) == [ended.reference]
