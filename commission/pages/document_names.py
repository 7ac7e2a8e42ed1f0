"""Short names of the documents of the package (SPL 188(1)), by code, and when the conditional ones are needed."""

from django.utils.translation import gettext_lazy as _

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
    "C": _("Concluded contract"),
    "E": _("Evidence on a condition"),
    "F": _("Paper on a material change"),
}

# When a document that nobody always owes is needed all the same.
DOCUMENT_CONDITIONS = {
    "D7": _("If you want to add papers to what the section “Acquirer” says."),
    "D8": _("If shares are sold or issued."),
    "D9": _("If the accounts are audited."),
    "D10": _("If the deal needs a decision of your governing body."),
    "D11": _("If a bank finances or takes the pledge."),
    "D14": _("If a trust manager files."),
    "X": _("Anything else that helps to decide."),
}
