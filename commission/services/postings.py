"""What an applicant without an account gets by post: that it was posted, and the proof that it arrived."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions_paper
from commission.models import Letter, Posting
from commission.models.correspondence import Subject
from commission.models.delivery import DeliveryKind
from commission.queries_paper import postable
from commission.services.deliveries import record_delivery
from commission.services.desk import allow, lock, require
from registry.journal.writing import act
from registry.models import User


def record_posting(*, letter_id: int, by: User, posted_on: date, number: str) -> Posting:
    """The paper was posted: the day and the number of the postal item, to the address the applicant gave."""
    with act(by=by) as acting:
        letter = _letter(letter_id)
        assert letter.application is not None
        application = lock(letter.application.pk)
        allow(permissions_paper.may_post(application, by))
        earlier = Posting.objects.filter(letter=letter).first()
        if earlier is not None:
            require(
                (earlier.posted_on, earlier.number) == (posted_on, number.strip()),
                _("It is already recorded that this paper was posted."),
            )
            return earlier
        require(bool(number.strip()), _("Give the number of the postal item."))
        issued = timezone.localdate(letter.issued_at) if letter.issued_at else letter.dated_on
        require(
            issued <= posted_on <= timezone.localdate(),
            _("The paper was issued on %(day)s: it was posted on that day or later, not in the future.")
            % {"day": f"{issued:%d.%m.%Y}"},
        )
        party = application.declared_parties.filter(role="applicant").first()
        posting = Posting.objects.create(
            letter=letter,
            address=party.address if party else "",
            posted_on=posted_on,
            number=number.strip(),
            posted_by=by,
        )
        acting.record("letter.post", letter.number, application=application.pk, on=posted_on.isoformat())
        return posting


def record_arrival(*, letter_id: int, by: User, delivered_on: date, proof: str) -> Posting:
    """The proof of delivery came back. That of the notice is a proof of delivery of the decision too: it may start the
    appeal period (`deliveries.record_delivery`)."""
    with act(by=by) as acting:
        letter = _letter(letter_id)
        assert letter.application is not None
        application = lock(letter.application.pk)
        allow(permissions_paper.may_post(application, by))
        posting = Posting.objects.select_for_update(no_key=True, of=("self",)).filter(letter=letter).first()
        require(posting is not None, _("Record first that the paper was posted."))
        assert posting is not None
        if posting.delivered_on is not None:
            require(
                (posting.delivered_on, posting.proof) == (delivered_on, proof.strip()),
                _("A proof of delivery of this paper is already recorded."),
            )
            return posting
        require(bool(proof.strip()), _("Give the number of the paper that proves the delivery."))
        require(
            posting.posted_on <= delivered_on <= timezone.localdate(),
            _("The paper was posted on %(day)s: it was delivered on that day or later, not in the future.")
            % {"day": f"{posting.posted_on:%d.%m.%Y}"},
        )
        posting.delivered_on, posting.proof, posting.proved_by = delivered_on, proof.strip(), by
        posting.save(update_fields=["delivered_on", "proof", "proved_by"])
        if letter.subject == Subject.NOTICE:
            record_delivery(
                application_id=application.pk, by=by, kind=DeliveryKind.POST, on=delivered_on, number=proof
            )
        acting.record(
            "letter.deliver", letter.number, application=application.pk, on=delivered_on.isoformat()
        )
        return posting


def _letter(letter_id: int) -> Letter:
    letter = postable().select_related("application").filter(pk=letter_id).first()
    require(letter is not None, _("This paper does not go by post: the applicant reads it in its account."))
    assert letter is not None
    return letter
