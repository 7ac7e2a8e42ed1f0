"""Who may call which page: one rule per URL name. A URL without a rule is refused, in tests and at run time.

A rule admits by office; which *objects* a person then sees is the query's business (`queries.visible_to`), and what is
out of scope is 404. `PUBLIC` pages need no account; `ANYBODY` pages need one, whatever the office.
"""

from dataclasses import dataclass

from registry.roles import VOTING_ROLES, Role

R = Role
STAFF = frozenset({R.OFFICER, R.HEAD})
MEMBERS = frozenset(VOTING_ROLES)


@dataclass(frozen=True, slots=True)
class Rule:
    """`roles` empty: anybody signed in. `public`: also people without an account. `methods`: what the view answers."""

    roles: frozenset[Role] = frozenset()
    public: bool = False
    methods: tuple[str, ...] = ("GET", "POST")


PUBLIC = Rule(public=True)
ANYBODY = Rule()


def only(*roles: Role, methods: tuple[str, ...] = ("GET", "POST")) -> Rule:
    return Rule(frozenset(roles), methods=methods)


def read(*roles: Role) -> Rule:
    return only(*roles, methods=("GET",))


def act(*roles: Role) -> Rule:
    return only(*roles, methods=("POST",))


RULES: dict[str, Rule] = {}


def rule(rules: dict[str, Rule]) -> None:
    """Add one audience's rules; a name ruled twice is a mistake."""
    twice = RULES.keys() & rules.keys()
    if twice:
        raise ValueError(f"ruled twice: {sorted(twice)}")
    RULES.update(rules)


rule(
    {
        "start": ANYBODY,
        "set_language": Rule(public=True, methods=("POST",)),
        "healthz": Rule(public=True, methods=("GET",)),
        "readyz": Rule(public=True, methods=("GET",)),
        "account_login": PUBLIC,
        "account_logout": PUBLIC,
        "account_signup": PUBLIC,
        "account_inactive": PUBLIC,
        "account_confirm_login_code": PUBLIC,
        "account_reauthenticate": ANYBODY,
        "account_change_password": ANYBODY,
        "account_set_password": ANYBODY,
        "account_email": ANYBODY,
        "account_email_verification_sent": PUBLIC,
        "account_confirm_email": PUBLIC,
        "account_reset_password": PUBLIC,
        "account_reset_password_done": PUBLIC,
        "account_reset_password_from_key": PUBLIC,
        "account_reset_password_from_key_done": PUBLIC,
    }
)
ADMIN = only(R.KEEPER, R.ADMINISTRATOR, R.AUDITOR)


def rule_for(name: str) -> Rule | None:
    """The rule of a URL name as the router gives it (with its namespace); Django's admin has one rule for all."""
    if name.startswith("admin:"):
        return ADMIN
    return RULES.get(name)
