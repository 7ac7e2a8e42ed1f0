"""Lists of questions of Articles 22 and 23 put to state bodies, and what each answered, question by question."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commission.models.package import Document
from commission.procedure.questionnaires import LISTS, QuestionList
from commission.states import Bearing
from commission.wording import BEARING_NAMES
from registry.models import StateBody, User


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def open(self) -> "QuestionnaireQuerySet":
        """Neither confirmed by a second person nor deemed."""
        return self.filter(confirmed_at__isnull=True, deemed_at__isnull=True)


class Questionnaire(models.Model):
    """One list put to one body about one revision: open -> answered -> confirmed by another person; or deemed.

    Deemed after the body's term, every question left open counts as "unknown" (policy); never for NSL 15(1)(1).
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="questionnaires"
    )
    revision = models.PositiveIntegerField()
    body = models.ForeignKey(StateBody, on_delete=models.PROTECT, related_name="questionnaires")
    code = models.CharField(max_length=10, help_text=_("List of questions: q22_2 ... q23_5."))
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    letter_date = models.DateField(_("date of the letter"), null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    deemed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deemed_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "revision", "body", "code"], name="list_asked_once_per_revision"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("answered_by")),
                name="questionnaire_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | Q(answered_at__isnull=False, confirmed_by__isnull=False, deemed_at__isnull=True),
                name="questionnaire_confirmed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.body_id} {self.code}"

    @property
    def question_list(self) -> QuestionList:
        return LISTS[self.code]

    @property
    def is_closed(self) -> bool:
        return self.confirmed_at is not None or self.deemed_at is not None

    def standing_answers(self) -> dict[str, "QuestionAnswer"]:
        """Question -> the newest answer to it; free where a page has loaded the answers."""
        return {answer.question: answer for answer in sorted(self.answers.all(), key=lambda one: one.pk)}

    def is_complete(self) -> bool:
        return all(question.code in self.standing_answers() for question in self.question_list.questions)

    def contradicted(self) -> list["QuestionAnswer"]:
        """Answers that stand and say "contradicts", in the list's order."""
        standing = self.standing_answers()
        found = [standing[one.code] for one in self.question_list.questions if one.code in standing]
        return [answer for answer in found if answer.bearing == Bearing.CONTRADICTS]


class QuestionAnswer(models.Model):
    """One answer to one question; a later row replaces it, none is changed."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=10)
    bearing = models.CharField(
        _("answer"), max_length=12, choices=[(str(b), name) for b, name in BEARING_NAMES.items()]
    )
    reason = models.TextField(_("reason"))
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.question} {self.bearing}"


class Questioned:
    """What the guards ask an application about its questionnaires."""

    questionnaires: Any
    revision: Any

    def questionnaires_done(self) -> bool:
        """No list of this revision is open. A page that has counted them (`lists_open`) pays nothing."""
        known = getattr(self, "lists_open", None)
        if known is None:
            known = self.questionnaires.open().filter(revision=self.revision).count()
        return not known
