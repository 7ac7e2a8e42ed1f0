"""Reading case files: one case or {"cases": [...]}, JSON numbers as exact decimals, errors by place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from registry.ownership.network import Network
from registry.ownership.operations import AddLink, Buyback, EndLink, Issue, Operation, Transfer
from registry.ownership.reading import Node, Unreadable, parse
from registry.ownership.terms import Basis, Capital, Holding, Kind, Link, LinkType, Party, Range


@dataclass(frozen=True, slots=True)
class Ask:
    """What a case wants reported beside `foreign`."""

    threshold: Fraction | None = None
    dates: tuple[date, ...] = ()
    holders: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] | None = None
    group_threshold: Fraction | None = None
    lookthrough: bool = False
    ultimate: tuple[str, ...] | None = None
    operators: bool = False
    control_at_half: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One case as written. The network is made later: what it refuses belongs in the case's own result."""

    id: str
    title: str
    parties: tuple[Party, ...]
    holdings: tuple[Holding, ...]
    links: tuple[Link, ...]
    target: str
    basis: Basis
    as_of: date | None
    transaction: tuple[Operation, ...] | None
    ask: Ask

    def network(self) -> Network:
        """The facts, checked for references."""
        return Network(self.parties, self.holdings, self.links)


def read(text: str) -> list[Case]:
    """The cases of a file; Unreadable names line and column, or the JSON path, of the first fault."""
    root = parse(text)
    if not isinstance(root.value, dict):
        raise Unreadable('the file must hold one case or {"cases": [...]}')
    if "cases" in root.value:
        if root.value["cases"] is None:
            raise root["cases"].fail("a list")
        return [_case(node) for node in root["cases"].items()]
    return [_case(root)]


def _case(node: Node) -> Case:
    transaction = node["transaction"].maybe(lambda n: tuple(_operation(each) for each in n.items()))
    return Case(
        id=node["id"].text(),
        title=node["title"].maybe(Node.text) or "",
        parties=tuple(_party(each) for each in node["parties"].items()),
        holdings=tuple(_holding(each) for each in node["holdings"].items()),
        links=tuple(_link(each) for each in node["links"].items()),
        target=node["target"].text(),
        basis=node["basis"].maybe(lambda n: n.word(Basis)) or Basis.VOTES,
        as_of=node["as_of"].maybe(Node.day),
        transaction=transaction,
        ask=_ask(node["ask"]) if node["ask"].value is not None else Ask(),
    )


def _ask(node: Node) -> Ask:
    return Ask(
        threshold=node["threshold"].maybe(Node.number),
        dates=tuple(each.day() for each in node["dates"].items()),
        holders=_texts(node["holders"]),
        countries=_texts(node["countries"]),
        groups=node["groups"].maybe(lambda n: tuple(_seeds(each) for each in n.items())),
        group_threshold=node["group_threshold"].maybe(Node.number),
        lookthrough=node["lookthrough"].flag(),
        ultimate=node["ultimate"].maybe(_texts),
        operators=node["operators"].flag(),
        control_at_half=node["control_at_half"].flag(),
    )


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(each.text() for each in node.items())


def _seeds(node: Node) -> tuple[str, ...]:
    seeds = _texts(node)
    if not seeds:
        raise node.fail("at least one party")
    return seeds


def _party(node: Node) -> Party:
    register = node["register"].maybe(Node.text) or "open"
    if register not in ("complete", "open"):
        raise node["register"].fail("complete or open")
    return Party(
        id=node["id"].text(),
        kind=node["kind"].word(Kind),
        country=node["country"].maybe(Node.text),
        citizenships=_texts(node["citizenships"]),
        complete=register == "complete",
        capital=node["capital"].maybe(_capital),
        name=node["name"].maybe(Node.text) or "",
    )


def _capital(node: Node) -> Capital:
    pieces = (node[key].maybe(Node.number) or Fraction(0) for key in ("common", "preferred", "treasury"))
    return Capital(*pieces)


def _holding(node: Node) -> Holding:
    stake, shares = node["stake"].maybe(_stake), node["shares"].maybe(Node.number)
    if stake is None and shares is None:
        raise node["stake"].fail("a stake or a number of shares")
    return Holding(
        owner=node["owner"].text(),
        company=node["company"].text(),
        votes=stake,
        capital=stake,
        shares=shares,
        share_class=node["class"].maybe(Node.text) or "common",
        valid_from=node["from"].maybe(Node.day),
        valid_to=node["to"].maybe(Node.day),
        on_behalf_of=node["on_behalf_of"].maybe(Node.text),
        nominee=node["nominee"].flag(),
        source=node.path,
    )


def _stake(node: Node) -> Range:
    if isinstance(node.value, dict):
        return Range(node["min"].number(), node["max"].number())
    return Range.point(node.number())


def _link(node: Node) -> Link:
    return Link(
        type=node["type"].word(LinkType),
        a=node["a"].text(),
        b=node["b"].text(),
        owner=node["owner"].maybe(Node.text),
        valid_from=node["from"].maybe(Node.day),
        valid_to=node["to"].maybe(Node.day),
        source=node.path,
    )


def _operation(node: Node) -> Operation:
    readers: Mapping[str, Callable[[Node], Operation]] = {
        "transfer": _transfer,
        "issue": _issue,
        "buyback": _buyback,
        "add_link": lambda n: AddLink(_link(n["link"])),
        "end_link": lambda n: EndLink(_link(n["link"])),
    }
    op = node["op"].text()
    if op not in readers:
        raise node["op"].fail("one of " + ", ".join(readers))
    return readers[op](node)


def _transfer(node: Node) -> Operation:
    return Transfer(
        company=node["company"].text(),
        from_=node["from"].maybe(Node.text),
        to=node["to"].text(),
        stake=node["stake"].maybe(Node.number),
        shares=node["shares"].maybe(Node.number),
        share_class=node["class"].maybe(Node.text) or "common",
    )


def _issue(node: Node) -> Operation:
    return Issue(
        company=node["company"].text(),
        to=node["to"].text(),
        shares=node["shares"].maybe(Node.number),
        stake=node["stake"].maybe(Node.number),
        share_class=node["class"].maybe(Node.text) or "common",
    )


def _buyback(node: Node) -> Operation:
    return Buyback(
        company=node["company"].text(),
        from_=node["from"].text(),
        shares=node["shares"].maybe(Node.number),
        stake=node["stake"].maybe(Node.number),
        share_class=node["class"].maybe(Node.text) or "common",
    )
