"""Questionnaires as pages read them: with everything that was answered, body by body."""

from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

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


def counted_lists() -> dict[str, Any]:
    """How many lists a case's revision has, and how many are open, for the query that reads the case."""
    of_case = Questionnaire.objects.filter(application=OuterRef("pk"), revision=OuterRef("revision"))
    return {"lists_asked": _number_of(of_case), "lists_open": _number_of(of_case.open())}


def _number_of(rows: QuerySet[Questionnaire]) -> Coalesce:
    counted = rows.order_by().values("application").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
