"""What we decide."""

from commission.models.alert import Alert, AlertStep
from commission.models.annulment import Annulment
from commission.models.appeal import Appeal
from commission.models.application import Application
from commission.models.change import MaterialChange
from commission.models.clarification import Clarification
from commission.models.clock import ClockEntry, ClockGround
from commission.models.compartment import Compartment, Side
from commission.models.composition import Composition, CompositionMember
from commission.models.conclusion import Conclusion
from commission.models.condition import Condition, ProposedCondition
from commission.models.consultation import Consultation, Opinion
from commission.models.contest import Contest, ContestStep
from commission.models.correspondence import Letter, LetterCounter
from commission.models.decision import Decision, Report
from commission.models.declared import DeclaredHolding, DeclaredParty
from commission.models.decree import DecreeDraft
from commission.models.defect import Defect
from commission.models.delivery import Delivery
from commission.models.ending import Discontinuance
from commission.models.event import Event, LegalEdge
from commission.models.finding import Assessment, FactsSnapshot, Finding
from commission.models.grant import AccessGrant, ApplicationGroupGrant, ApplicationUserGrant
from commission.models.inquiry import Inquiry, InquiryCounter, InquiryStep
from commission.models.interest import Declaration, MemberInterest, RecusalBallot, RecusalQuestion
from commission.models.job import Job
from commission.models.library import LibraryCondition
from commission.models.linked import LinkedConsent, StatedFact
from commission.models.minutes import MinutesCorrection, MinutesSignature
from commission.models.obligation import Evidence, Obligation, ObligationStep, RelevanceReview
from commission.models.pack import Pack, PackReceipt
from commission.models.package import Document
from commission.models.paper import Paper, PaperVersion
from commission.models.paper_entry import AccountLink, EntryRemark, PaperEntry, Posting
from commission.models.policy import PolicyValue
from commission.models.priority import PriorityStep, PriorityTrack
from commission.models.questionnaire import QuestionAnswer, Questionnaire
from commission.models.reassignment import ReassignedCase, Reassignment
from commission.models.reference import ReferenceCounter
from commission.models.remark import FactRemark, RemarkAnswer
from commission.models.reminder import Reminder
from commission.models.repetition import Repetition
from commission.models.representation import PowerOfAttorney
from commission.models.request import InformationRequest, RequestQuestion
from commission.models.restriction import Restriction
from commission.models.sectoral import Agreement, SectoralOpinion
from commission.models.session import AgendaItem, Presence, PresenceMark, Seat, Session, VoidedVote, Vote
from commission.models.statement import ReportStatement
from commission.models.supervision import ProsecutorAct

__all__ = [
    "AccessGrant",
    "AccountLink",
    "AgendaItem",
    "Agreement",
    "Alert",
    "AlertStep",
    "Annulment",
    "Appeal",
    "Application",
    "ApplicationGroupGrant",
    "ApplicationUserGrant",
    "Assessment",
    "Clarification",
    "ClockEntry",
    "ClockGround",
    "Compartment",
    "Composition",
    "CompositionMember",
    "Conclusion",
    "Condition",
    "Consultation",
    "Contest",
    "ContestStep",
    "Decision",
    "Declaration",
    "DeclaredHolding",
    "DeclaredParty",
    "DecreeDraft",
    "Defect",
    "Delivery",
    "Discontinuance",
    "Document",
    "EntryRemark",
    "Event",
    "Evidence",
    "FactRemark",
    "FactsSnapshot",
    "Finding",
    "InformationRequest",
    "Inquiry",
    "InquiryCounter",
    "InquiryStep",
    "Job",
    "LegalEdge",
    "Letter",
    "LetterCounter",
    "LibraryCondition",
    "LinkedConsent",
    "MaterialChange",
    "MemberInterest",
    "MinutesCorrection",
    "MinutesSignature",
    "Obligation",
    "ObligationStep",
    "Opinion",
    "Pack",
    "PackReceipt",
    "Paper",
    "PaperEntry",
    "PaperVersion",
    "PolicyValue",
    "Posting",
    "PowerOfAttorney",
    "Presence",
    "PresenceMark",
    "PriorityStep",
    "PriorityTrack",
    "ProposedCondition",
    "ProsecutorAct",
    "QuestionAnswer",
    "Questionnaire",
    "ReassignedCase",
    "Reassignment",
    "RecusalBallot",
    "RecusalQuestion",
    "ReferenceCounter",
    "RelevanceReview",
    "RemarkAnswer",
    "Reminder",
    "Repetition",
    "Report",
    "ReportStatement",
    "RequestQuestion",
    "Restriction",
    "Seat",
    "SectoralOpinion",
    "Session",
    "Side",
    "StatedFact",
    "VoidedVote",
    "Vote",
]
