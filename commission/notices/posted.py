"""The words of letters that go by post: an applicant without an account has no page, so the letter itself says it."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from commission.notices import letters

_BODIES = {
    "returned": N_(
        "Your application was returned for completion. What is missing is listed below. Send it on paper, signed, to "
        "the working body."
    ),
    "facts_shown": N_(
        "You may read the facts about you and the acquirer at the working body and remark on them on paper."
    ),
    "dismissed": N_(
        "Your application will not be examined further. The reasons are below. You may appeal to a higher body or to a "
        "court."
    ),
    "decided": N_("The Government has decided. The notice with the decree is enclosed."),
    "revoked": N_("The Government has revoked the permission. The reason and the act are below."),
    "annulled": N_("The decision was annulled. The reason and the act are below."),
    "request_sent": N_(
        "The working body asks you for the information below. Answer on paper; the answer has to be received by "
        "%(due_on)s."
    ),
    "request_withdrawn": N_("You need not answer it any more. The reason is below."),
}
# Letters whose usual words send nobody to a page.
_AS_USUAL = frozenset({"submitted", "registered", "withdrawn", "lapsed", "restarted"})


def compose_posted(kind: str, *, application: Any, row: Any) -> tuple[str, str, tuple[str, ...]]:
    """(subject, text, questions) of the letter about an event or a matter beside the road, in the active language."""
    words = {
        "reference": application.reference,
        "t0": letters.day(application.t0),
        "due_on": letters.day(getattr(row, "due_on", None) or application.due_on),
    }
    if kind in _BODIES:
        body = _(_BODIES[kind]) % words
    elif kind in _AS_USUAL:
        body = _(letters.usual_body(kind)) % words
    else:
        body = _("There is news on this matter. The working body hands its text out, or posts it on request.")
    lines = [body, *_details(row)]
    questions = tuple(one.text for one in row.questions.all()) if kind == "request_sent" else ()
    return _(letters.usual_subject(kind)) % words, "\n".join(lines), questions


def _details(row: Any) -> list[str]:
    """What the applicant would read on its page: ground, text, act; the reason why a request was taken back."""
    found = []
    if getattr(row, "ground", ""):
        found.append(f"{capfirst(str(row.get_ground_display()))}.")
    found += [text for text in (getattr(row, "public_note", ""), getattr(row, "end_reason", "")) if text]
    if getattr(row, "act_number", ""):
        found.append(
            _("Act No. %(number)s of %(date)s.")
            % {"number": row.act_number, "date": letters.day(row.act_date)}
        )
    return found
