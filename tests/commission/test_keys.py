"""What a save names: unique columns only where their value has changed, and never too few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commission.models import Application
from tests.cast import Road, load_cast

pytestmark = pytest.mark.django_db


def named(application: Application) -> str:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        application.save()
    return next(one["sql"] for one in caught.captured_queries if one["sql"].startswith("UPDATE")).split(
        "WHERE"
    )[0]


def test_a_save_names_a_unique_column_only_where_it_has_changed_since_it_was_read_or_written():
    load_cast()
    road = Road.draft().submit().register().examine().answer_all().report().put_on_agenda()
    application, item = road.application, road.item
    assert '"reference"' not in named(application)
    assert '"current_item_id"' not in named(application)
    application.current_item = None
    assert '"current_item_id"' in named(application)
    assert road.application.current_item_id is None
    # Back to the value that was read at first: it is not the row's any more.
    application.current_item = item
    application.save()
    assert road.application.current_item_id == item.pk
    # Changed by somebody else, read again, and changed back.
    Application.objects.filter(pk=application.pk).update(current_item=None)
    application.refresh_from_db()
    application.current_item = item
    application.save()
    assert road.application.current_item_id == item.pk
