"""The applicant's appeal."""

from django.utils.translation import gettext_lazy as _

from commission.pages.forms import KeyedForm, TextField


class AppealForm(KeyedForm):
    """Why the decision should be set aside; after the last day also why it comes late."""

    ground = TextField(label=_("Ground of the appeal"), rows=8, max_length=20000)
    late_reason = TextField(label=_("Why the appeal is late"), required=False, rows=3)

    def __init__(self, *args: object, is_late: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not is_late:
            del self.fields["late_reason"]
