"""The offices people hold (domain: People). A leaf everybody may import."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What a person is appointed to; an appointment may be dated and bound to a state body."""

    APPLICANT = "applicant"
    OFFICER = "officer"
    HEAD = "head"
    CONSULTED = "consulted"
    SECRETARY = "secretary"
    MEMBER = "member"
    CHAIR = "chair"
    DEPUTY = "deputy"
    GOVERNMENT = "government"
    KEEPER = "keeper"
    PROSECUTOR = "prosecutor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.APPLICANT: _("Applicant"),
    Role.OFFICER: _("Case officer"),
    Role.HEAD: _("Head of the working body"),
    Role.CONSULTED: _("Consulted body"),
    Role.SECRETARY: _("Commission secretary"),
    Role.MEMBER: _("Member of the Commission"),
    Role.CHAIR: _("Chair of the Commission"),
    Role.DEPUTY: _("Deputy chair of the Commission"),
    Role.GOVERNMENT: _("Government office"),
    Role.KEEPER: _("Registry keeper"),
    Role.PROSECUTOR: _("Prosecutor"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}

# At whose desks a substitute may sit while they are away; members of the Commission are replaced by its act alone.
SUBSTITUTED = frozenset({Role.OFFICER, Role.HEAD, Role.CONSULTED})
# Who sits and votes on the Commission; the secretary is not a member.
VOTING_ROLES = frozenset({Role.MEMBER, Role.CHAIR, Role.DEPUTY})
