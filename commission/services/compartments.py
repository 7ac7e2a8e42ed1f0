"""The acquirer's own part of a case: invited by address, opened once, filled and confirmed by the acquirer itself."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from commission import jobs, permissions, sides
from commission.jobs import Claim
from commission.models import Application, Compartment, DeclaredParty, Document, Job, Side, policy
from commission.models.correspondence import Subject
from commission.models.package import acquirer_stated
from commission.notices.letters import compose_invitation, compose_proof
from commission.services.applications import EDITABLE
from commission.services.correspondence import issue, number_paper
from commission.services.desk import allow, lock, require
from commission.services.genuineness import content_digest, proof_of
from registry.journal.writing import act
from registry.models import User

_SIGNER = Signer(salt="commission.invitation")
# The acquirer's language is not known yet: the invitation is written in all three.
LANGUAGES = ("kk", "ru", "en")


def person_of(application: Application) -> User | None:
    """The acquirer in person, where one has accepted to fill its part."""
    part = application.compartments.live().select_related("person").first()
    return part.person if part is not None else None


def token_of(part: Compartment) -> str:
    """What the link carries. It needs the secret key: who reads the database alone cannot make one."""
    return _SIGNER.sign(f"{part.pk}-{part.nonce}")


def part_of(token: str) -> Compartment | None:
    """The compartment whose link this is, in whatever state; None for a token we did not make."""
    try:
        number, _dash, nonce = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    return Compartment.objects.select_related("application").filter(pk=number, nonce=nonce).first()


def invite_acquirer(*, application_id: int, by: User, address: str) -> Compartment:
    """Ask the acquirer, by address, to fill its own part; from now on nobody else can.

    What had been typed about the acquirer stays out of sight and goes when the invitation is accepted. An invitation
    that lies unanswered is replaced by the next one.
    """
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_invite(application, by))
        require(
            application.state in EDITABLE,
            _("The application is filed: the acquirer can be invited again only if it is returned."),
        )
        today = timezone.localdate()
        standing = sides.compartment(application)
        require(
            standing is None or standing.person_id is None,
            _("The acquirer fills its part already. End that first, to invite somebody else."),
        )
        if standing is not None:
            _close(standing, by)
        part = Compartment.objects.create(
            application=application,
            address=address.lower(),
            nonce=get_random_string(16),
            expires_on=today + timedelta(days=policy.value("invitation_days", on=today)),
            invited_by=by,
        )
        jobs.enqueue(
            key=f"invitation:{part.pk}",
            kind="invitation",
            application_id=application.pk,
            subject=str(part.pk),
        )
        acting.record("compartment.invite", application.reference, compartment=part.pk)
        return part


def send_invitation(claim: Claim) -> None:
    """The letter with the link. The job's key is the Message-ID: mail servers drop a repetition."""
    job = Job.objects.get(pk=claim.job_id)
    part = Compartment.objects.select_related("application").get(pk=job.subject)
    address = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("acquirer:invitation", args=[token_of(part)])
    subjects, bodies = [], []
    for language in LANGUAGES:
        with translation.override(language):
            subject, body = compose_invitation(part, address=address)
        subjects.append(subject)
        bodies.append(body)
    text = "\n\n".join(bodies)
    letter = number_paper(
        key=job.key,
        subject=Subject.LETTER,
        application=part.application,
        correspondent=part.address,
        content_sha256=content_digest({"subject": subjects[0], "body": text}),
    )
    with translation.override("ru"):
        text = f"{text}\n\n{compose_proof(proof_of(letter))}"
    EmailMessage(
        " / ".join(subjects),
        text,
        to=[part.address],
        headers={"Message-ID": f"<{job.key.replace(':', '.')}@commission.invalid>"},
    ).send()
    with act(by=None), jobs.finishing(claim):
        issue(letter)


def open_login(*, token: str, first_name: str, last_name: str, password: str, language: str) -> User:
    """An account for an invited acquirer who has none: its login is the address that was invited.

    ValidationError where the password is too weak; CannotProceed where the address has an account.
    """
    with act(by=None) as acting:
        part = part_of(token)
        require(part is not None and part.link_is_good, _("This link was used or has expired."))
        assert part is not None
        require(
            not User.objects.filter(email__iexact=part.address).exists()
            and not User.objects.filter(username__iexact=part.address).exists(),
            _("This address has an account already: sign in with it."),
        )
        user = User(
            username=part.address,
            email=part.address,
            first_name=first_name,
            last_name=last_name,
            language=language,
        )
        validate_password(password, user)
        user.set_password(password)
        user.save()
        acting.record("compartment.account", part.application.reference, compartment=part.pk, user=user.pk)
        return user


def accept_invitation(*, token: str, by: User) -> Compartment:
    """Take the acquirer's part over with one's own login; the link is used up.

    Nobody stands on both sides of a transaction, and nobody of the authority on either.
    """
    found = part_of(token)
    require(found is not None, _("This link was used or has expired."))
    assert found is not None
    with act(by=by) as acting:
        application = lock(found.application_id)
        part = Compartment.objects.select_for_update(no_key=True, of=("self",)).get(pk=found.pk)
        if part.person_id == by.pk and part.is_live:
            return part
        require(part.link_is_good, _("This link was used or has expired."))
        require(
            not sides.is_principal(application, by) and not sides.powers_of(application, by),
            _(
                "You stand on the applicant's side of this case: the acquirer fills this part with a login of its own."
            ),
        )
        require(
            not permissions.holds_authority(by),
            _("You hold an office of the authority: you cannot take part in a case."),
        )
        part.person, part.accepted_at = by, timezone.now()
        part.save(update_fields=["person", "accepted_at"])
        _clear(application)
        acting.record("compartment.accept", application.reference, compartment=part.pk)
        return part


def confirm_part(*, application_id: int, by: User) -> Compartment:
    """The acquirer says that its part is true and complete; any change afterwards asks for it again."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_fill_acquirer(application, by))
        part = sides.compartment(application)
        allow(part is not None)
        require(
            application.state in EDITABLE,
            _("The application is filed: the acquirer's part can no longer be changed."),
        )
        require(
            acquirer_stated(application),
            _("Say first who acquires and, where the law asks for it, who stands behind it."),
        )
        if part.confirmed_at is None:
            part.confirmed_at = timezone.now()
            part.save(update_fields=["confirmed_at"])
            acting.record("compartment.confirm", application.reference, compartment=part.pk)
        return part


def close_compartment(*, application_id: int, by: User) -> None:
    """Take the invitation back. What the acquirer had filled goes with it, unseen: it was never the applicant's."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_invite(application, by))
        part = sides.compartment(application)
        require(part is not None, _("The invitation has been taken back already."))
        require(
            application.state in EDITABLE,
            _("The application is filed: the acquirer's part can no longer be changed."),
        )
        if part.person_id is not None:
            _clear(application)
        _close(part, by)
        acting.record("compartment.close", application.reference, compartment=part.pk)


def _close(part: Compartment, by: User) -> None:
    part.closed_by, part.closed_at = by, timezone.now()
    part.save(update_fields=["closed_by", "closed_at"])


def _clear(application: Application) -> None:
    """Sections on the acquirer begin anew; its documents leave the package and stay on record."""
    DeclaredParty.objects.filter(application=application, role__in=("acquirer", "holder")).delete()
    Document.objects.filter(application=application, side=Side.ACQUIRER, removed_at__isnull=True).update(
        removed_at=timezone.now()
    )
