"""What is typed about letters, and what the register of correspondence is narrowed to."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commission.models import Application, Letter
from commission.models.correspondence import BROUGHT_IN, Direction, Subject
from commission.pages.forms import DateField, KeyedForm, LineField
from commission.pages.officer.forms import DocumentField
from commission.services.correspondence import incoming_key


def _capital(choices: Any) -> list[tuple[str, str]]:
    return [(str(value), capfirst(str(label))) for value, label in choices]


class LetterField(forms.ModelChoiceField):
    """A choice of letters by number, day and subject."""

    def label_from_instance(self, obj: Letter) -> str:
        return f"{obj.number}, {obj.dated_on:%d.%m.%Y}, {obj.get_subject_display()}"


class RegisterForm(forms.Form):
    """What the register is narrowed to; what does not fit narrows nothing."""

    q = forms.CharField(label=_("Number, correspondent or case"), required=False, max_length=100)
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    subject = forms.ChoiceField(label=_("Subject"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("direction", Direction.choices), ("subject", Subject.choices)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", capfirst(str(_("all")))), *_capital(choices)]

    def narrowed(self) -> dict[str, str]:
        """What was chosen, by name; only what makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class IncomingForm(KeyedForm):
    """A letter that came in."""

    correspondent = LineField(label=_("Who wrote it"), max_length=300)
    sender_number = LineField(
        label=_("Number of the sender"), max_length=60, required=False, help_text=_("Empty: it has none.")
    )
    dated_on = DateField(label=_("Date of the letter"))
    received_on = DateField(label=_("Received on"))
    subject = forms.ChoiceField(label=_("Subject"))
    document = DocumentField(
        label=_("Its file among the documents of the case (if there is one)"), queryset=None, required=False
    )
    answers = LetterField(label=_("It answers our letter (if it does)"), queryset=None, required=False)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document, answers, subject = self.fields["document"], self.fields["answers"], self.fields["subject"]
        assert isinstance(document, forms.ModelChoiceField)
        assert isinstance(answers, forms.ModelChoiceField)
        assert isinstance(subject, forms.ChoiceField)
        document.queryset = application.documents.filter(removed_at__isnull=True)
        # Also the one that this very form, sent before, has answered already.
        own = Q(answered_by__key=incoming_key(application.pk, self.data.get("key", "")))
        answers.queryset = sent_letters(application).filter(Q(answered_by__isnull=True) | own)
        subject.choices = [(str(one), capfirst(str(one.label))) for one in BROUGHT_IN]


class AnsweredForm(KeyedForm):
    """Which letter of ours answered."""

    answer = LetterField(label=_("Our letter"), queryset=None)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = sent_letters(application)


def sent_letters(application: Application) -> Any:
    """Letters of ours on a case that have gone out."""
    return Letter.objects.filter(
        application=application, direction=Direction.OUT, issued_at__isnull=False
    ).order_by("-pk")
