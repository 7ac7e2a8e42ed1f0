"""Questionnaires as pages read them: with everything that was answered, body by body."""

from django.db.models import Prefetch, QuerySet

from commission.models import Application, QuestionAnswer, Questionnaire
from registry.models import StateBody


def questionnaires_of(application: Application, body: StateBody | None = None) -> QuerySet[Questionnaire]:
    """The lists of the current revision, of all bodies or one, in the order in which they were asked. Two queries."""
    rows = Questionnaire.objects.filter(application=application, revision=application.revision)
    if body is not None:
        rows = rows.filter(body=body)
    return rows.select_related("body", "answered_by", "confirmed_by", "deemed_by").prefetch_related(
        Prefetch("answers", QuestionAnswer.objects.select_related("by", "document").order_by())
    )
