"""Short names of the documents of the package (SPL 188(1)), by code, and when the conditional ones are needed."""

from django.utils.translation import gettext_lazy as _

from commission.procedure.package import FORM, Place, Why
from commission.states import Capacity

DOCUMENT_NAMES = {
    "D1": _("Application form"),
    "D2": _("Registration certificate and charter"),
    "D3": _("Identity document"),
    "D4": _("Draft contract"),
    "D5": _("Title document"),
    "D6": _("Valuation report"),
    "D7": _("Information on the proposed acquirer"),
    "D8": _("Share-issue certificate and prospectus"),
    "D9": _("Audit report"),
    "D10": _("Decision of the governing body"),
    "D11": _("Decision of the credit committee"),
    "D12": _("Certificate of pledges or of their absence"),
    "D13": _("Ownership structure of the object in percent"),
    "D14": _("Owner's permission"),
    "M1": _("Court act on rehabilitation or bankruptcy"),
    "M2": _("Intended price"),
    "M3": _("Decision of the creditors' committee"),
    "P1": _("Pledge contract or court act"),
    "P2": _("Requirements for acquirers"),
    "X": _("Other document"),
    "N": _("Notice of the decision"),
    "PA": _("Power of attorney"),
    "C": _("Concluded contract"),
    "E": _("Evidence on a condition"),
    "Q": _("Answer to a request"),
    "F": _("Paper on a material change"),
    "L": _("Letter on paper"),
}

# When a document that nobody always owes is needed all the same.
DOCUMENT_CONDITIONS = {
    "D8": _("If shares are sold or issued."),
    "D9": _("If the accounts are audited."),
    "D10": _("If the deal needs a decision of your governing body."),
    "D11": _("If a bank finances or takes the pledge."),
    "D14": _("If a trust manager files."),
    "X": _("Anything else that helps to decide, also papers on the acquirer."),
}

# Why a document is in this applicant's package, in words of its own case.
_WHY = {
    Why.EVERY_APPLICANT: _("Every applicant gives it (SPL 188(1))."),
    Why.ENTITY: _("Asked of legal entities; an individual shows an identity document instead."),
    Why.INDIVIDUAL: _("Asked of individuals; a legal entity shows its charter instead."),
    Why.SHARE_ISSUE: _("Your transaction is an issue of shares."),
    Why.TRUST_MANAGEMENT: _("Your transaction is trust management, and you are not the owner."),
    Why.ULTIMATE_BUYER: _(
        "The section “Acquirer” gives it, down to the ultimate buyer (SPL 188(1), later text)."
    ),
    Why.ACQUIRER_ONLY: _(
        "The section “Acquirer” gives it. The text of 2012 asks for the acquirer alone; who stands behind it is a "
        "question, never a defect."
    ),
    Why.FORM_IS_POLICY: _(
        "The text of 2012 asks no form of a bailiff; the electronic form takes the place of the letter (policy)."
    ),
}
_CAPACITY_WHY = {
    Capacity.OWNER: _("You file as owner (SPL 188(1))."),
    Capacity.MANAGER: _("You file as rehabilitation or bankruptcy manager (SPL 188(1))."),
    Capacity.PLEDGEE: _("You file as pledgee (SPL 188(1))."),
    Capacity.BAILIFF: _("You file as bailiff (SPL 188(1))."),
}
_FORM_GIVES = _("This application itself is the form.")


def why_words(place: Place, capacity: str) -> str:
    """Why this document is in the package of an applicant of this capacity; a condition where one decides."""
    words = [str(_FORM_GIVES)] if place.code == FORM else []
    for why in place.why:
        if why == Why.CONDITION:
            words.append(str(DOCUMENT_CONDITIONS[place.code]))
        elif why == Why.CAPACITY:
            words.append(str(_CAPACITY_WHY[Capacity(capacity)]))
        else:
            words.append(str(_WHY[why]))
    return " ".join(words)
