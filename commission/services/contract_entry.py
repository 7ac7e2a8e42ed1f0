"""What a concluded contract changes in the registry: the rows, planned and not yet saved, and words for a preview.

A stake passes lot by lot, from the seller's oldest on; of a thing the title passes. Everything begins on the day of
the contract. What the registry cannot take over without a keeper's judgement is an obstacle, said in a sentence.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from commission.law.sides import SALES
from commission.models import Application, Conclusion
from commission.states import Kind
from registry.models import Holding, Link, Party, StrategicObject, Title
from registry.models.holdings import LinkType
from registry.models.objects import in_force

_ALL = Fraction(1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview: what changes, from what, to what; shares of votes, None where there is none."""

    what: str
    before: Fraction | None = None
    after: Fraction | None = None


@dataclass
class Plan:
    """Rows to save in this order (holdings apart, whose sums are checked together), and what stands in the way."""

    holdings: list[Holding] = field(default_factory=list)
    rows: list[Title | Link] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing of the registry changes: a pledge moves no holding."""
        return not (self.holdings or self.rows or self.obstacles)


def seal_of(intended: Plan) -> str:
    """SHA-256 of what a plan changes: the same rows with the same values, and the same in every language."""
    rows = [
        {field.attname: str(field.value_from_object(row)) for field in row._meta.concrete_fields}
        for row in (*intended.holdings, *intended.rows)
    ]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def buyer_of(conclusion: Conclusion) -> Party:
    """The buyer's row of the registry, or an unsaved one with what was reported."""
    if conclusion.buyer is not None:
        return conclusion.buyer
    if conclusion.buyer_identifier:
        known = Party.objects.filter(identifier=conclusion.buyer_identifier).first()
        if known is not None:
            return known
    return Party(
        key=f"{conclusion.application.reference}-buyer",
        kind=conclusion.buyer_kind,
        name_en=conclusion.buyer_name,
        name_ru=conclusion.buyer_name,
        country=conclusion.buyer_country,
        identifier=conclusion.buyer_identifier,
    )


def plan(conclusion: Conclusion, buyer: Party) -> Plan:
    """Every row that changes from the day of the contract on; reads the registry, writes nothing."""
    application = conclusion.application
    strategic_object, on = application.object, conclusion.contract_date
    assert strategic_object is not None
    made = Plan()
    titles = list(
        Title.objects.filter(in_force(on), object=strategic_object).select_related("owner").order_by("pk")
    )
    seller = _seller(application, [title.owner for title in titles])
    kind = Kind(application.kind)
    if kind is Kind.PLEDGE:
        return made
    if kind is Kind.SHARE_ISSUE:
        company = strategic_object.stake_in or (titles[0].owner if len(titles) == 1 else None)
        _issue(made, company, buyer, conclusion.share, on)
    elif seller is None:
        made.obstacles.append(
            _("The registry does not say whose the object was on the day of the contract: correct its title.")
        )
    elif kind is Kind.TRUST_MANAGEMENT:
        _manage(made, strategic_object, seller, buyer, conclusion.share, on)
    elif kind in SALES:
        _pass(made, strategic_object, titles, seller, buyer, conclusion.share, on)
    return made


def _seller(application: Application, owners: list[Party]) -> Party | None:
    """Whose it was: the applicant where it is an owner, else the only owner."""
    applicant = application.declared_parties.filter(role="applicant").first()
    own = [owner for owner in owners if applicant is not None and owner.pk == applicant.party_id]
    if own:
        return own[0]
    return owners[0] if len(owners) == 1 else None


def _pass(
    made: Plan,
    strategic_object: StrategicObject,
    titles: list[Title],
    seller: Party,
    buyer: Party,
    share: Fraction,
    on: date,
) -> None:
    company = strategic_object.stake_in
    left = _ALL - share
    if company is not None:
        left = _transfer(made, company, seller, buyer, share, on)
    if made.obstacles:
        return
    if left == 0:
        for title in titles:
            if title.owner_id == seller.pk and _ends(made, title, on):
                made.rows.append(title)
                made.lines.append(
                    _title_line(_("Title of %(who)s to %(object)s ends"), seller, strategic_object)
                )
    if not any(title.owner_id == buyer.pk for title in titles):
        made.rows.append(Title(object=strategic_object, owner=buyer, valid_from=on))
        made.lines.append(_title_line(_("Title of %(who)s to %(object)s begins"), buyer, strategic_object))


def _title_line(words: str, who: Party, strategic_object: StrategicObject) -> Line:
    return Line(words % {"who": who.name, "object": strategic_object.code})


def _transfer(made: Plan, company: Party, seller: Party, buyer: Party, share: Fraction, on: date) -> Fraction:
    """The seller's lots end and what is left of them goes on; what the seller keeps in all."""
    lots = list(Holding.objects.filter(in_force(on), owner=seller, company=company).order_by("pk"))
    held = sum((lot.votes[0] for lot in lots), Fraction(0))
    if not _exact(made, lots, company):
        return held
    if held < share:
        made.obstacles.append(
            _("%(seller)s is recorded with less than was sold in %(company)s: correct the holding first.")
            % {"seller": seller.name, "company": company.name}
        )
        return held
    had = _held(buyer, company, on)
    wanted, capital = share, Fraction(0)
    for lot in lots:
        taken, until = min(wanted, lot.votes[0]), lot.valid_to
        if taken == 0 or not _ends(made, lot, on):
            continue
        part = lot.capital[0] * taken / lot.votes[0]
        made.holdings.append(lot)
        if taken < lot.votes[0] or part < lot.capital[0]:
            made.holdings.append(_went_on(lot, lot.votes[0] - taken, lot.capital[0] - part, on, until))
        wanted, capital = wanted - taken, capital + part
    illustrative = any(lot.illustrative for lot in lots)
    bought = Holding(owner=buyer, company=company, valid_from=on, illustrative=illustrative)
    bought.set_votes(share)
    bought.set_capital(capital)
    made.holdings.append(bought)
    made.lines += [
        Line(_holding_words(seller, company), held, held - share),
        Line(_holding_words(buyer, company), had, had + share),
    ]
    return held - share


def _issue(made: Plan, company: Party | None, buyer: Party, share: Fraction, on: date) -> None:
    """New shares: every stake shrinks to (1 - share) of what it was."""
    if company is None:
        made.obstacles.append(_("The registry does not say which company issued the shares."))
        return
    lots = list(Holding.objects.filter(in_force(on), company=company).select_related("owner").order_by("pk"))
    if not _exact(made, lots, company):
        return
    for lot in lots:
        until = lot.valid_to
        if _ends(made, lot, on):
            rest = _went_on(lot, lot.votes[0] * (_ALL - share), lot.capital[0] * (_ALL - share), on, until)
            made.holdings += [lot, rest]
            made.lines.append(Line(_holding_words(lot.owner, company), lot.votes[0], rest.votes[0]))
    issued = Holding(owner=buyer, company=company, valid_from=on)
    issued.set_votes(share)
    issued.set_capital(share)
    made.holdings.append(issued)
    made.lines.append(Line(_holding_words(buyer, company), None, share))


def _manage(
    made: Plan, strategic_object: StrategicObject, seller: Party, manager: Party, share: Fraction, on: date
) -> None:
    """Trust management: a link, from the manager to the company whose stake it manages, or to the thing."""
    company = strategic_object.stake_in
    words = {"manager": manager.name, "owner": seller.name, "object": strategic_object.code}
    if company is None:
        made.rows.append(
            Link(type=LinkType.MANAGES_OBJECT, a=manager, object=strategic_object, valid_from=on)
        )
        made.lines.append(Line(_("%(manager)s manages %(object)s") % words))
        return
    if _held(seller, company, on) != share:
        made.obstacles.append(
            _("Only a part of the recorded stake is handed over: divide the holding in the registry first.")
        )
        return
    made.rows.append(Link(type=LinkType.TRUST_MANAGER, a=manager, b=company, owner=seller, valid_from=on))
    made.lines.append(Line(_("%(manager)s manages the stake of %(owner)s in %(object)s") % words))


def _exact(made: Plan, lots: list[Holding], company: Party) -> bool:
    """Whether every lot has one figure: a range cannot be divided by a program."""
    if all(low == high for lot in lots for low, high in (lot.votes, lot.capital)):
        return True
    made.obstacles.append(
        _("Holdings in %(company)s are recorded as ranges: put exact figures first.")
        % {"company": company.name}
    )
    return False


def _ends(made: Plan, row: Holding | Title, on: date) -> bool:
    """Close a row on the day, unless it began on that day or later."""
    if row.valid_from is not None and row.valid_from >= on:
        made.obstacles.append(
            _(
                "“%(row)s” begins in the registry on the day of the contract or later: correct its dates first."
            )
            % {"row": row}
        )
        return False
    row.valid_to = on
    return True


def _went_on(lot: Holding, votes: Fraction, capital: Fraction, on: date, until: date | None) -> Holding:
    """What is left of a lot, from the day on until the lot itself would have ended."""
    left = Holding(
        owner=lot.owner,
        company=lot.company,
        on_behalf_of=lot.on_behalf_of,
        nominee=lot.nominee,
        valid_from=on,
        valid_to=until,
        illustrative=lot.illustrative,
        note=lot.note,
    )
    left.set_votes(votes)
    left.set_capital(capital)
    return left


def _held(owner: Party, company: Party, on: date) -> Fraction:
    if owner._state.adding:
        return Fraction(0)
    lots = Holding.objects.filter(in_force(on), owner=owner, company=company)
    return sum((lot.votes[0] for lot in lots), Fraction(0))


def _holding_words(owner: Party, company: Party) -> str:
    return _("%(owner)s in %(company)s") % {"owner": owner.name, "company": company.name}
