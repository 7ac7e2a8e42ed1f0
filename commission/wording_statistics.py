"""What the stages of a case are called where their time is counted."""

from django.utils.translation import pgettext_lazy

from commission.procedure.stages import Stage

STAGE_NAMES = {
    Stage.DESK: pgettext_lazy("stage", "intake, until registration"),
    Stage.APPLICANT: pgettext_lazy("stage", "with the applicant, to be completed"),
    Stage.REVIEW: pgettext_lazy("stage", "review, with the opinions of state bodies"),
    Stage.COMMISSION: pgettext_lazy("stage", "on the Commission's agenda, until the minutes are signed"),
    Stage.AGREEMENT: pgettext_lazy("stage", "agreement of the national security bodies"),
    Stage.GOVERNMENT: pgettext_lazy("stage", "before the Government"),
}
