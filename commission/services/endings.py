"""What follows when a permission ends before its time: revoked, annulled or lapsed."""

from django.utils import timezone

from commission.models import Event
from commission.services.alerts import raise_alerts
from commission.services.letters import holders, queue_letter
from commission.states import State
from registry.roles import Role

# The move -> the letter that tells of it.
ENDS = {"revoke": "revoked", "annul": "annulled", "lapse": "lapsed"}


def end_permission(event: Event) -> None:
    """Tell the applicant and the officer; where the contract was concluded, look at the object as it now stands.

    What the registry holds is not taken back: shares acquired by the permission are no longer covered by one, and the
    watch says so.
    """
    queue_letter(ENDS[event.verb], event)
    application = event.application
    if application.officer is not None and application.officer_id != event.by_id:
        queue_letter(ENDS[event.verb], event, to=application.officer)
    if event.from_state != State.IN_MONITORING or application.object_id is None:
        return
    raise_alerts(object_ids=[application.object_id], as_of=timezone.localdate())
    for keeper in holders(Role.KEEPER):
        queue_letter("registry_after", event, to=keeper)
