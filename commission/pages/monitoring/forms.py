"""What the desk and the verifying bodies type about obligations."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commission.models.obligation import ObligationVerb, Relevance
from commission.pages.forms import KeyedForm, LineField, TextField

_WHICH = (
    ("", _("open")),
    ("soon", _("due within 30 days")),
    ("overdue", _("overdue")),
    ("submitted", _("to be verified")),
    ("breached", _("not met")),
    ("waiver", _("waiver proposed")),
    ("settled", _("settled")),
    ("any", _("all")),
)


class ObligationFilterForm(forms.Form):
    """What the list is narrowed to."""

    which = forms.ChoiceField(label=_("Which"), required=False, choices=_WHICH)
    search = forms.CharField(label=_("Number or object's code"), required=False, max_length=40)


def _verdicts() -> list[tuple[str, str]]:
    words = {
        ObligationVerb.MET: _("met"),
        ObligationVerb.NOT_MET: _("not met"),
        ObligationVerb.MORE: _("more evidence is needed"),
    }
    return [(str(verb), capfirst(str(name))) for verb, name in words.items()]


class CheckForm(KeyedForm):
    """What was found, with the reason."""

    verdict = forms.ChoiceField(
        label=_("What was found"),
        choices=_verdicts,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was found.")},
    )
    reason = TextField(
        label=_("Reason, told to the applicant"), error_messages={"required": _("Give the reason.")}
    )


class WaiverForm(KeyedForm):
    """Why one due date is not insisted on."""

    reason = TextField(label=_("Reason"), error_messages={"required": _("Give the reason.")})


class WaiverDecisionForm(KeyedForm):
    """The countersign or its refusal."""

    agrees = forms.ChoiceField(
        label=_("Decision"),
        choices=(("yes", _("Countersign the waiver")), ("no", _("Refuse it"))),
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reason"), required=False, help_text=_("Needed for a refusal."))


class EventForm(KeyedForm):
    """The event that a condition names."""

    what = LineField(
        label=_("What happened"), max_length=300, error_messages={"required": _("Say what happened.")}
    )


class ReviewForm(KeyedForm):
    """Whether a condition is still needed."""

    outcome = forms.ChoiceField(
        label=_("What was found"),
        choices=lambda: [(value, capfirst(str(name))) for value, name in Relevance.choices],
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reason"), error_messages={"required": _("Give the reason.")})
