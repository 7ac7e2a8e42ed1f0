"""What the sides said to the facts they were shown, with the desk's answers, as lines of the officer's report."""

from django.utils.translation import gettext as _

from commission.models import Application, FactRemark
from commission.services.remarks import remarks_of


def remark_lines(application: Application) -> list[str]:
    """One line a remark; nothing before any fact was shown."""
    return [_line(each) for each in remarks_of(application)]


def _line(remark: FactRemark) -> str:
    words = [f"{remark.get_side_display()}: {remark.words}: {remark.get_verdict_display()}.", remark.reason]
    if remark.reply is not None:
        words.append(_("Accepted.") if remark.reply.accepted else _("Not accepted."))
        words.append(remark.reply.reason)
    return " ".join(word for word in words if word)
