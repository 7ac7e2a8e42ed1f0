"""The database's own refusal of illegal moves: a table of legal edges and the triggers that consult it.

`QuerySet.update`, raw SQL and forgotten code paths bypass every guard in Python; these do not let them.
"""

from typing import Any

from django.db import connections

from commission.states import State
from registry.journal.triggers import postgres_refusal, sqlite_refusal

TABLE = "commission_application"
EDGES = "commission_legaledge"
# Rows that record what was decided or said: never changed and never removed.
APPEND_ONLY = (
    "commission_event",
    "commission_vote",
    "commission_questionanswer",
    "commission_voidedvote",
    "commission_compositionmember",
    "commission_pack",
    "commission_packreceipt",
    "commission_declaration",
    "commission_recusalballot",
    "commission_presencemark",
    "commission_minutescorrection",
    "commission_minutessignature",
    "commission_assessment",
    "commission_clockentry",
    "commission_contest",
    "commission_conteststep",
    "commission_alertstep",
    "commission_sectoralopinion",
    "commission_agreement",
    "commission_reminder",
    "commission_factremark",
    "commission_reportstatement",
    "commission_obligationstep",
    "commission_inquirystep",
    "commission_relevancereview",
    "commission_decreedraft",
    "commission_delivery",
    "commission_prioritystep",
    "commission_paper",
    "commission_paperversion",
    "commission_annulment",
    "commission_reassignment",
    "commission_reassignedcase",
    "commission_entryremark",
)
# Proposals: once a second person has confirmed or rejected one, it stays as it is.
FOUR_EYES = (
    "commission_policyvalue",
    "commission_clockground",
    "commission_librarycondition",
    "commission_composition",
    "commission_discontinuance",
    "commission_accountlink",
)
# Rows that stay as they are once a condition holds; never removed.
SETTLED = {
    **dict.fromkeys(FOUR_EYES, "OLD.confirmed_at IS NOT NULL OR OLD.rejected_at IS NOT NULL"),
    "commission_paperentry": "OLD.compared_at IS NOT NULL OR OLD.dropped_at IS NOT NULL",
    "commission_posting": "OLD.delivered_on IS NOT NULL",
}


def legal_edges() -> set[tuple[str, str]]:
    """Every (from, to) of the decorated transitions."""
    from commission.models import Application

    field = Application._meta.get_field("state")
    edges: set[tuple[str, str]] = set()
    for move in field.get_all_transitions(Application):
        allowed = getattr(move.target, "allowed_states", None)
        targets = allowed if allowed is not None else [move.target]
        edges |= {(str(move.source), str(target)) for target in targets}
    return edges


def _illegal(old: str, new: str) -> str:
    known = f"EXISTS (SELECT 1 FROM {EDGES} e WHERE e.from_state = {old}.state AND e.to_state = {new}.state)"
    return f"{old}.state <> {new}.state AND NOT {known}"


def _sqlite() -> list[str]:
    made = sqlite_refusal(TABLE, "UPDATE OF state", "illegal move of state", when=_illegal("OLD", "NEW"))
    made += sqlite_refusal(
        TABLE, "DELETE", "a filed case is never deleted", when=f"OLD.state <> '{State.DRAFT}'"
    )
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            made += sqlite_refusal(table, event, f"{table} is append-only")
    for table, settled in SETTLED.items():
        made += sqlite_refusal(table, "UPDATE", f"{table} is settled", when=settled)
        made += sqlite_refusal(table, "DELETE", f"{table} is kept")
    return made


def _postgresql() -> list[str]:
    # A trigger's WHEN cannot hold a subquery on PostgreSQL, so the function itself looks the edge up.
    name = f"{TABLE}_refuse_illegal_move"
    made = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_illegal('OLD', 'NEW')} THEN RAISE EXCEPTION 'illegal move of state: % to %', OLD.state, NEW.state "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {TABLE}",
        f"CREATE TRIGGER {name} BEFORE UPDATE OF state ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
    made += postgres_refusal(
        TABLE, "DELETE", "a filed case is never deleted", when=f"OLD.state <> '{State.DRAFT}'"
    )
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            made += postgres_refusal(table, event, f"{table} is append-only")
        made += postgres_refusal(table, "TRUNCATE", f"{table} is append-only", level="STATEMENT")
    for table, settled in SETTLED.items():
        made += postgres_refusal(table, "UPDATE", f"{table} is settled", when=settled)
        made += postgres_refusal(table, "DELETE", f"{table} is kept")
    return made


def install(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """post_migrate receiver: sync the edges from the decorated transitions and recreate the triggers."""
    from commission.models import LegalEdge

    connection = connections[using]
    if not {TABLE, EDGES} <= set(connection.introspection.table_names()):
        return
    edges = legal_edges()
    manager = LegalEdge.objects.using(using)
    stored = {(edge.from_state, edge.to_state): edge.pk for edge in manager.all()}
    manager.filter(pk__in=[pk for edge, pk in stored.items() if edge not in edges]).delete()
    manager.bulk_create([LegalEdge(from_state=a, to_state=b) for a, b in sorted(edges - stored.keys())])
    with connection.cursor() as cursor:
        for statement in _postgresql() if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(statement)
