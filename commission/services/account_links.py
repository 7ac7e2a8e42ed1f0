"""An applicant that filed on paper has an account now: proposed with its identity document, confirmed by another."""

from django.db.models import Q
from django.utils.translation import gettext as _

from commission import permissions, permissions_paper
from commission.models import AccountLink, Application
from commission.services import four_eyes
from commission.services.desk import allow, lock, require
from commission.services.letters import queue_matter
from commission.states import State
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role


def propose_link(*, application_id: int, by: User, login: str, document: str, reason: str) -> AccountLink:
    """Propose that the account `login` is the applicant's. Nobody reads anything by it before it is confirmed.

    `document`: the identity document that was shown, with its number; `reason`: how and to whom it was shown.
    """
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions_paper.may_link(application, by))
        _open_to_link(application)
        require(
            not application.account_links.filter(
                confirmed_at__isnull=True, rejected_at__isnull=True
            ).exists(),
            _("Another account is proposed already: confirm or reject that one first."),
        )
        account = _account(login)
        _not_acquirer(application, account)
        require(bool(document.strip()), _("Name the identity document that was shown, with its number."))
        require(bool(reason.strip()), _("Say how the identity was shown."))
        link = AccountLink.objects.create(
            application=application,
            account=account,
            document=document.strip(),
            reason=reason.strip(),
            proposed_by=by,
        )
        acting.record("account.propose_link", application.reference, link=link.pk, account=account.pk)
        return link


def confirm_link(*, link_id: int, by: User) -> AccountLink:
    """The second person confirms: from now on it is the account's own case, and letters go there."""
    with act(by=by) as acting:
        application, link = _locked(link_id)
        allow(permissions_paper.may_link(application, by))
        _open_to_link(application)
        require(_fits(link.account), _("The account is no longer one of an applicant: reject the proposal."))
        _not_acquirer(application, link.account)
        four_eyes.confirm(link, by)
        application.applicant = link.account
        application.save()
        queue_matter("account_linked", application, link.pk, to=link.account)
        acting.record("account.link", application.reference, link=link.pk, account=link.account_id)
        return link


def reject_link(*, link_id: int, by: User) -> AccountLink:
    """Reject the proposal, or take back one's own."""
    with act(by=by) as acting:
        application, link = _locked(link_id)
        allow(permissions_paper.may_link(application, by))
        four_eyes.reject(link, by)
        acting.record("account.reject_link", application.reference, link=link.pk)
        return link


def _locked(link_id: int) -> tuple[Application, AccountLink]:
    application = lock(AccountLink.objects.values_list("application_id", flat=True).get(pk=link_id))
    link = (
        AccountLink.objects.select_related("account")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=link_id)
    )
    return application, link


def _open_to_link(application: Application) -> None:
    require(application.applicant_id is None, _("The applicant of this case has an account."))
    require(application.state != State.DRAFT, _("The application is not filed yet."))
    require(
        not any(entry.is_open for entry in application.paper_entries.all()),
        _("A paper of this case is being entered: finish or give up that first."),
    )


def _not_acquirer(application: Application, account: User) -> None:
    require(
        not application.compartments.filter(person=account).exists(),
        _("This person fills the acquirer's part of the case: nobody stands on both sides of a transaction."),
    )


def _account(login: str) -> User:
    wanted = login.strip()
    named = User.objects.filter(Q(username__iexact=wanted) | Q(email__iexact=wanted), is_active=True)[:2]
    found = named[0] if len(named) == 1 else None  # one person's login may be another's address
    require(
        found is not None and _fits(found),
        _(
            "Nobody with this login is an applicant. Check the spelling; the person registers first and holds no "
            "office of the authority."
        ),
    )
    assert found is not None
    return found


def _fits(account: User) -> bool:
    return account.holds(Role.APPLICANT) and not permissions.holds_authority(account)
