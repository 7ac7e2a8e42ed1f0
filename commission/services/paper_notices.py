"""A notice of enforcement or bankruptcy that came on paper: entered by the desk, with its number in the register."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions_after
from commission.models import Inquiry
from commission.services.correspondence import enter_notice_letter
from commission.services.desk import allow, one_at_a_time, require
from commission.services.inquiries import NoticeData, noticed, open_inquiry, tell_of_notice
from registry.journal.writing import act
from registry.models import User


@dataclass(frozen=True, slots=True)
class PaperData:
    """The paper as typed: who gave it, where the answer goes (empty: by post), its own number and its days."""

    notifier: str
    email: str
    sender_number: str
    dated_on: date
    received_on: date


def enter_paper_notice(*, by: User, data: NoticeData, paper: PaperData, key: str = "") -> Inquiry:
    """The notice and its letter in one act; lateness is counted from the day the paper was received (SPL 192(6))."""
    with act(by=by) as acting:
        allow(permissions_after.may_handle_inquiries(by))
        one_at_a_time(by)
        repeated = Inquiry.objects.filter(opened_by=by, key=key).first() if key else None
        if repeated is not None:
            return repeated
        require(bool(paper.notifier.strip()), _("Say who gave the notice."))
        require(paper.received_on <= timezone.localdate(), _("A letter cannot be received on a day to come."))
        given = noticed(data, paper.received_on, key=key)
        given.notifier, given.notifier_email = paper.notifier.strip(), paper.email
        open_inquiry(acting, by, given)
        enter_notice_letter(
            given,
            by=by,
            sender_number=paper.sender_number.strip(),
            dated_on=paper.dated_on,
            received_on=paper.received_on,
        )
        tell_of_notice(given)
        return given
