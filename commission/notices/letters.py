"""The words of letters, by kind; composed in the receiver's language by the caller."""

from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from commission.papers.proof import Proof
from commission.states import Counter
from commission.wording import COUNTER_NAMES

_SUBJECTS = {
    "submitted": N_("Application %(reference)s received"),
    "returned": N_("Application %(reference)s returned for completion"),
    "registered": N_("Application %(reference)s registered"),
    "part_reopened": N_("Application %(reference)s: the acquirer's part can be changed"),
    "withdrawn": N_("Application %(reference)s withdrawn"),
    "facts_shown": N_("Application %(reference)s: facts for your remarks"),
    "facts_withdrawn": N_("Application %(reference)s: the facts shown are withdrawn"),
    "dismissed": N_("Application %(reference)s: it will not be examined further"),
    "decided": N_("Application %(reference)s: the Government's decision"),
    "consulted": N_("Opinion requested on application %(reference)s"),
    "revoked": N_("Application %(reference)s: the permission is revoked"),
    "annulled": N_("Application %(reference)s: the decision is annulled"),
    "lapsed": N_("Application %(reference)s: the permission has lapsed"),
    "restarted": N_("Application %(reference)s: the matter goes on after your appeal"),
    "taken_up_again": N_("Application %(reference)s: the matter is decided again"),
    "back_to_review": N_("Case %(reference)s: returned to the review by the Government"),
    "registry_after": N_("Case %(reference)s: a permission has ended after the contract was entered"),
    "agreement": N_("Sectoral opinion on application %(reference)s: your agreement"),
}
_BODIES = {
    "submitted": N_("We have received your application. You will be told when it is registered or returned."),
    "returned": N_("Your application was returned for completion. What is missing is listed on its page."),
    "registered": N_(
        "Your application is registered. The statutory total runs from %(t0)s and ends on %(due_on)s."
    ),
    "part_reopened": N_("The application was returned. You may change your part and confirm it again."),
    "withdrawn": N_("Your application was withdrawn."),
    "facts_shown": N_(
        "You may see the facts about you and the acquirer and remark on them. Until when is on the application's page."
    ),
    "facts_withdrawn": N_(
        "The facts were shown by mistake. Remarks are not asked of you; if facts are to be remarked on later, you will "
        "be told, and the full term runs then."
    ),
    "dismissed": N_(
        "Your application will not be examined further. The reasons and how to appeal are on its page."
    ),
    "decided": N_("The Government has decided. The notice with the decree is on the application's page."),
    "revoked": N_(
        "The Government has revoked the permission. The reason and the act are on the application's page."
    ),
    "annulled": N_("The decision was annulled. The reason and the act are on the application's page."),
    "lapsed": N_("The term that the decree had set is over: the permission has lapsed."),
    "restarted": N_(
        "The appeal was upheld. The matter goes on under this number from the review; the statutory total runs from "
        "%(t0)s and ends on %(due_on)s. What you declared and filed was carried over."
    ),
    "taken_up_again": N_(
        "The decision was annulled and must be taken again. The matter goes on under this number from the review; the "
        "statutory total runs from %(t0)s and ends on %(due_on)s. What you declared and filed was carried over."
    ),
    "back_to_review": N_(
        "The Government has returned the case to the review. The reason is in the case's history."
    ),
    "registry_after": N_(
        "The permission on which a contract was entered in the registry has ended. Check whether the registry must be "
        "changed; nothing is changed by itself."
    ),
    "agreement": N_(
        "A sectoral opinion waits for the agreement of your body. It goes to the Government only with it."
    ),
    "consulted": N_("Your body is asked for an opinion. The questions and the due date are in the system."),
}


_REMINDER_SUBJECTS = {
    "soon": N_("Application %(reference)s: a term ends on %(due_on)s"),
    "due": N_("Application %(reference)s: a term ends today"),
    "overdue": N_("Application %(reference)s: a term has ended on %(due_on)s"),
}
_REMINDER_BODIES = {
    "soon": N_("%(counter)s: the last day is %(due_on)s."),
    "due": N_("%(counter)s: today, %(due_on)s, is the last day."),
    "overdue": N_("%(counter)s: the last day, %(due_on)s, has passed."),
}


def day(value: Any) -> str:
    """A day as letters write it; nothing for none."""
    return value.strftime("%d.%m.%Y") if value else ""


def compose(kind: str, *, application: Any, event: Any, receiver: Any) -> tuple[str, str]:
    """(subject, body) of a letter of `kind`. Nothing confidential: details are read after signing in."""
    words = {
        "reference": application.reference,
        "t0": day(application.t0),
        "due_on": day(application.due_on),
    }
    lines = [
        _("Dear %(name)s,") % {"name": receiver.full_name},
        "",
        _(_BODIES[kind]) % words,
    ]
    if event.ground:
        lines += ["", f"{capfirst(str(event.get_ground_display()))}."]
    if event.public_note and kind in ("returned", "dismissed", "facts_withdrawn"):
        lines += ["", event.public_note]
    lines += ["", _("Number: %(reference)s") % words, _("The Commission on Strategic Objects")]
    return _(_SUBJECTS[kind]) % words, "\n".join(lines)


def usual_subject(kind: str) -> str:
    """The untranslated subject of a letter about an event or a matter."""
    return _SUBJECTS[kind] if kind in _SUBJECTS else _MATTER_SUBJECTS[kind]


def usual_body(kind: str) -> str:
    """The untranslated body of a letter about an event."""
    return _BODIES[kind]


def compose_reminder(reminder: Any, *, receiver: Any) -> tuple[str, str]:
    """(subject, body) of a letter about a term that is pressing; which term, and what its end does and does not do."""
    whose = f" ({reminder.consultation.body.name})" if reminder.consultation else ""
    words = {
        "reference": reminder.application.reference,
        "due_on": day(reminder.due_on),
        "counter": capfirst(f"{COUNTER_NAMES[reminder.counter]}{whose}"),
    }
    lines = [
        _("Dear %(name)s,") % {"name": receiver.full_name},
        "",
        _(_REMINDER_BODIES[reminder.level]) % words,
    ]
    if reminder.counter == Counter.TOTAL and reminder.level == "overdue":
        lines += ["", _("That the term has ended neither grants nor refuses the permission.")]
    lines += ["", _("Number: %(reference)s") % words, _("The Commission on Strategic Objects")]
    return _(_REMINDER_SUBJECTS[reminder.level]) % words, "\n".join(lines)


def compose_proof(proof: Proof) -> str:
    """The lines under a letter by which anybody checks that it is ours."""
    words = {
        "number": proof.number,
        "day": day(proof.date),
        "code": proof.code,
        "address": proof.address,
    }
    return "\n".join(
        (
            _("Our number: %(number)s of %(day)s. Check code: %(code)s") % words,
            _("Check by number and code that this letter is genuine: %(address)s") % words,
        )
    )


def compose_invitation(part: Any, *, address: str) -> tuple[str, str]:
    """(subject, body) of the letter that asks an acquirer to fill its own part; nothing of the applicant's is in it."""
    words = {"reference": part.application.reference, "day": day(part.expires_on), "address": address}
    lines = [
        _(
            "You are named as the acquirer in application %(reference)s. Please fill your own part: who you are, who "
            "stands behind you, papers on it. The applicant does not see it."
        )
        % words,
        _("The link can be used once, until %(day)s: %(address)s") % words,
        _("The Commission on Strategic Objects"),
    ]
    return _("Application %(reference)s: the acquirer's part") % words, "\n".join(lines)


_MATTER_SUBJECTS = {
    "asked": N_("Application %(reference)s: an opinion is asked"),
    "act_filed": N_("Case %(reference)s: an act of the prosecutor"),
    "act_answered": N_("Case %(reference)s: your act has been answered"),
    "clarification_asked": N_("Case %(reference)s: a question about the decision"),
    "clarified": N_("Application %(reference)s: the decision is clarified"),
    "appeal_due": N_("Case %(reference)s: the appeal is to be decided"),
    "clarification_due": N_("Case %(reference)s: a question about the decision is to be answered"),
    "appeal_filed": N_("Case %(reference)s: an appeal against the decision"),
    "priority_waits": N_("Case %(reference)s: the priority right waits for the Government's decision"),
    "priority_told": N_("Application %(reference)s: priority right of the state"),
    "priority_withdrawn": N_("Case %(reference)s: the owner has withdrawn the sale"),
    "appeal_decided": N_("Application %(reference)s: your appeal has been decided"),
    "request_sent": N_("Application %(reference)s: questions to you, answer due on %(due_on)s"),
    "request_answered": N_("Case %(reference)s: the applicant has answered a request"),
    "request_withdrawn": N_("Application %(reference)s: a request for information is withdrawn"),
    "contract_reported": N_("Case %(reference)s: a concluded contract is reported"),
    "contract_returned": N_("Application %(reference)s: your report of the contract is returned"),
    "contract_to_enter": N_("Application %(reference)s: a contract waits to be entered in the registry"),
    "contract_entered": N_("Application %(reference)s: the contract is recorded"),
    "remark_made": N_("Case %(reference)s: a remark on the facts shown"),
    "remark_answered": N_("Application %(reference)s: your remark is answered"),
    "obligation_made": N_("Application %(reference)s: evidence is due on %(due_on)s"),
    "obligation_soon": N_("Application %(reference)s: evidence is due on %(due_on)s"),
    "obligation_due": N_("Application %(reference)s: evidence is due today"),
    "obligation_overdue": N_("Application %(reference)s: evidence was due on %(due_on)s"),
    "obligation_checked": N_("Application %(reference)s: what was found on a condition"),
    "evidence_sent": N_("Case %(reference)s: evidence on a condition to verify"),
    "change_reported": N_("Case %(reference)s: a material change is reported"),
    "consulted_anew": N_("Opinion requested anew on application %(reference)s"),
    "waiver_proposed": N_("Case %(reference)s: a waiver waits for your countersign"),
    "account_linked": N_("Application %(reference)s: it is in your account now"),
}
_MATTER_BODIES = {
    "asked": N_("An opinion is asked of your body. The answer is due on %(due_on)s."),
    "act_filed": N_("An act of the prosecutor is in the system. The answer is due on %(due_on)s."),
    "act_answered": N_("The head of the working body has answered. The answer is in the system."),
    "clarification_asked": N_(
        "The applicant asks for a clarification of the decision. The answer is due on %(due_on)s."
    ),
    "priority_waits": N_(
        "The budget commission's recommendation is recorded. The last day for the decision is on the track's page."
    ),
    "priority_told": N_("There is news on the priority right of the state. It is on the application's page."),
    "priority_withdrawn": N_("The owner has taken the sale back; the priority right is settled with it."),
    "appeal_due": N_(
        "The last day for the decision on the appeal is %(due_on)s, and it has not been decided."
    ),
    "clarification_due": N_(
        "The last day for the answer is %(due_on)s, and the question has not been answered."
    ),
    "appeal_filed": N_("The applicant appeals against the decision. It is to be decided by %(due_on)s."),
    "appeal_decided": N_(
        "Your appeal has been decided. The decision and its reasons are on the application's page."
    ),
    "clarified": N_(
        "Your question about the decision has been answered. The answer is on the application's page."
    ),
    "request_sent": N_(
        "The working body asks you for information. The questions are on the application's page; "
        "answer there by %(due_on)s."
    ),
    "request_answered": N_("The answers are in the system. Read them and close the request."),
    "request_withdrawn": N_("You need not answer it. The reason is on the application's page."),
    "contract_reported": N_(
        "The applicant has reported the concluded contract. Compare it with the permission."
    ),
    "contract_returned": N_(
        "Your report of the concluded contract was returned. The reason is on the application's page."
    ),
    "contract_to_enter": N_(
        "The desk has confirmed a concluded contract. As a second person, look at the changes and enter them."
    ),
    "contract_entered": N_(
        "The concluded contract is entered in the registry. Conditions of the decree, if any, bind from now on."
    ),
    "remark_made": N_("A side of the transaction says that a fact shown is wrong. Answer it."),
    "remark_answered": N_("Your remark on a fact is answered. The answer is on the page of the facts."),
    "obligation_made": N_(
        "The event that a condition of the decree names has happened. Evidence is due on %(due_on)s."
    ),
    "obligation_soon": N_("Evidence on a condition of the decree is due on %(due_on)s. Send it on its page."),
    "obligation_due": N_("Today, %(due_on)s, is the last day for evidence on a condition of the decree."),
    "obligation_overdue": N_("Evidence on a condition of the decree was due on %(due_on)s and has not come."),
    "obligation_checked": N_(
        "It was noted whether a condition of the decree is met. The reason is on its page."
    ),
    "evidence_sent": N_("The applicant has sent evidence on a condition, due on %(due_on)s. Verify it."),
    "change_reported": N_(
        "The applicant has reported a material change. What was found before it is stale: settle it."
    ),
    "consulted_anew": N_(
        "What your body was asked about has changed. It is asked again; the answer is due on %(due_on)s."
    ),
    "account_linked": N_(
        "The working body has linked the application that you filed on paper to your account. From now on you read it "
        "and answer there."
    ),
    "waiver_proposed": N_(
        "It is proposed not to insist on a due date, %(due_on)s. Countersign or refuse it."
    ),
}


def compose_matter(kind: str, *, application: Any, due_on: Any, receiver: Any) -> tuple[str, str]:
    """(subject, body) of a letter about an act of the prosecutor, a clarification or an opinion;
    read after signing in."""
    words = {"reference": application.reference, "due_on": day(due_on)}
    lines = [
        _("Dear %(name)s,") % {"name": receiver.full_name},
        "",
        _(_MATTER_BODIES[kind]) % words,
        "",
        _("Number: %(reference)s") % words,
        _("The Commission on Strategic Objects"),
    ]
    return _(_MATTER_SUBJECTS[kind]) % words, "\n".join(lines)


_SITTING_SUBJECTS = {
    "papers": N_("Session No. %(number)s of the Commission on %(day)s: papers"),
    "minutes": N_("Session No. %(number)s of the Commission: the minutes wait for your signature"),
}
_SITTING_BODIES = {
    "papers": N_(
        "The papers of the session are in the system. Read them, declare your interests in every item, "
        "and confirm that you have read them."
    ),
    "minutes": N_("The minutes wait for your signature in the system."),
}


def compose_sitting(kind: str, *, session: Any, receiver: Any) -> tuple[str, str]:
    """(subject, body) of a note about a session; what it is about is read after signing in."""
    words = {
        "number": session.number,
        "day": timezone.localtime(session.starts_at).strftime("%d.%m.%Y %H:%M"),
    }
    lines = [
        _("Dear %(name)s,") % {"name": receiver.full_name},
        "",
        _(_SITTING_BODIES[kind]),
        "",
        _("The Commission on Strategic Objects"),
    ]
    return _(_SITTING_SUBJECTS[kind]) % words, "\n".join(lines)


_ABSENCE_SUBJECTS = {
    "absence_begins": N_("%(person)s is away: %(substitute)s sits at the desk"),
    "absence_ended": N_("%(person)s is back"),
}
_ABSENCE_BODIES = {
    "absence_begins": N_(
        "%(person)s is away from %(first)s to %(last)s. Until then the desk is in the hands of %(substitute)s, whose "
        "work list shows its cases."
    ),
    "absence_ended": N_("The absence has ended early: the desk is no longer in the hands of %(substitute)s."),
}


def compose_absence(kind: str, *, absence: Any, receiver: Any) -> tuple[str, str]:
    """(subject, body) of a note that somebody is away and who sits at the desk, or that it has ended."""
    words = {
        "person": absence.person.full_name,
        "substitute": absence.substitute.full_name,
        "first": day(absence.first_day),
        "last": day(absence.last_day),
    }
    lines = [
        _("Dear %(name)s,") % {"name": receiver.full_name},
        "",
        _(_ABSENCE_BODIES[kind]) % words,
        "",
        _("The Commission on Strategic Objects"),
    ]
    return _(_ABSENCE_SUBJECTS[kind]) % words, "\n".join(lines)


_INQUIRY_SUBJECTS = {
    "notice_received": N_("Notice %(reference)s is received"),
    "notice_came": N_("Notice %(reference)s: %(kind)s"),
    "overdue_opened": N_("Inquiry %(reference)s: evidence has not come"),
}
_INQUIRY_BODIES = {
    "notice_received": N_(
        "We have received your notice on the object %(object)s (%(kind)s) on %(day)s under number %(reference)s. A "
        "sale of the object needs the Government's permission, and the state may buy first (CC 193-1)."
    ),
    "notice_came": N_(
        "A notice has come on the object %(object)s: %(kind)s, received on %(day)s. A sale would need the Government's "
        "permission, and the state may buy first (CC 193-1)."
    ),
    "overdue_opened": N_(
        "Evidence on a condition has not come after the last reminder. An inquiry into the breach has opened by "
        "itself; nobody has taken it yet."
    ),
}


def compose_inquiry(kind: str, *, inquiry: Any, name: str) -> tuple[str, str]:
    """(subject, body) of a letter about a notice of enforcement or bankruptcy (SPL 192(6)), or about an inquiry."""
    words = {
        "reference": inquiry.reference,
        "object": inquiry.object.code,
        "kind": inquiry.get_kind_display(),
        "day": day(inquiry.received_on),
    }
    lines = [
        _("Dear %(name)s,") % {"name": name},
        "",
        _(_INQUIRY_BODIES[kind]) % words,
        "",
        _("Number: %(reference)s") % words,
        _("The Commission on Strategic Objects"),
    ]
    return _(_INQUIRY_SUBJECTS[kind]) % words, "\n".join(lines)
