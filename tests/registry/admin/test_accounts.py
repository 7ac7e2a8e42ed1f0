"""Administrators keep accounts and offices, and choose nobody's password."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from registry.models import Appointment, JournalEntry, User
from registry.roles import Role
from tests.registry.builders import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return person("admin", Role.ADMINISTRATOR)


@pytest.fixture
def client(administrator: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(administrator)
    return client


def form(*offices: tuple[str, dict[str, str]], **changes: str) -> dict[str, str]:
    known = {
        "username": "aigul", "first_name": "Айгүл", "last_name": "Серікқызы", "email": "aigul@demo.example",
        "language": "kk", "is_active": "on",
    }  # fmt: skip
    initial = sum("appointments-id" in extra for _role, extra in offices)
    data = {"appointments-TOTAL_FORMS": str(len(offices)), "appointments-INITIAL_FORMS": str(initial)}
    for number, (role, extra) in enumerate(offices):
        data[f"appointments-{number}-role"] = role
        data |= {
            key.replace("appointments-", f"appointments-{number}-"): value for key, value in extra.items()
        }
    return {**known, **data, **changes}


def test_a_new_person_gets_a_letter_with_a_link_and_sets_the_password(
    client: Client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("admin:registry_user_add"), form((Role.OFFICER, {})))
    assert answer.status_code == 302
    user = User.objects.get(username="aigul")
    assert (user.has_usable_password(), user.holds(Role.OFFICER)) == (False, True)
    [letter] = mail.outbox
    assert letter.to == ["aigul@demo.example"]
    link = re.search(r"https?://testserver(/\S+)", letter.body)
    assert link
    visitor = Client()
    setting = visitor.get(link[1], follow=True)
    place = setting.redirect_chain[-1][0]
    visitor.post(place, {"password1": "Қарағанды-2026-тас", "password2": "Қарағанды-2026-тас"})
    user.refresh_from_db()
    assert user.check_password("Қарағанды-2026-тас")
    acts = list(
        JournalEntry.objects.filter(subject=f"user:{user.pk}").order_by("seq").values_list("act", flat=True)
    )
    assert acts == ["user_added", "appointment_added", "password_link_sent"]


def test_no_form_takes_a_password(client: Client, administrator: User):
    for url in (
        reverse("admin:registry_user_add"),
        reverse("admin:registry_user_change", args=[administrator.pk]),
    ):
        assert 'type="password"' not in client.get(url).content.decode()
    client.post(
        reverse("admin:registry_user_add"), form(password="chosen-by-admin", is_superuser="on", is_staff="on")
    )
    user = User.objects.get(username="aigul")
    assert (user.has_usable_password(), user.is_superuser, user.is_staff) == (False, False, False)


def test_an_administrator_cannot_take_an_office(client: Client, administrator: User):
    url = reverse("admin:registry_user_change", args=[administrator.pk])
    answer = client.post(url, form((Role.OFFICER, {}), username="admin", email="admin@demo.example"))
    assert "You cannot appoint yourself: ask another administrator." in answer.content.decode()
    assert list(administrator.appointments.values_list("role", flat=True)) == [Role.ADMINISTRATOR]


def test_one_person_is_never_made_auditor_and_administrator(client: Client):
    answer = client.post(
        reverse("admin:registry_user_add"), form((Role.AUDITOR, {}), (Role.ADMINISTRATOR, {}))
    )
    assert "An auditor and an administrator are never one person." in answer.content.decode()
    assert not User.objects.filter(username="aigul").exists()


def test_an_office_can_be_exchanged_for_one_it_would_clash_with(client: Client):
    user = person("aigul", Role.AUDITOR)
    office = user.appointments.get()
    removed = (Role.AUDITOR, {"appointments-id": str(office.pk), "appointments-DELETE": "on"})
    url = reverse("admin:registry_user_change", args=[user.pk])
    assert client.post(url, form(removed, (Role.ADMINISTRATOR, {}))).status_code == 302
    assert list(Appointment.objects.filter(user=user).values_list("role", flat=True)) == [Role.ADMINISTRATOR]


def test_a_deactivated_person_holds_no_office(client: Client):
    user = person("aigul", Role.OFFICER)
    office = {"appointments-id": str(user.appointments.get().pk)}
    data = form((Role.OFFICER, office))
    del data["is_active"]
    assert client.post(reverse("admin:registry_user_change", args=[user.pk]), data).status_code == 302
    assert User.objects.get(pk=user.pk).roles == frozenset()


def test_a_link_is_sent_again_on_request_and_only_to_the_active(client: Client):
    active, gone = person("aigul"), person("gone")
    gone.is_active = False
    gone.save()
    data = {"action": "send_links", "_selected_action": [active.pk, gone.pk]}
    assert client.post(reverse("admin:registry_user_changelist"), data).status_code == 302
    assert [letter.to for letter in mail.outbox] == [["aigul@demo.example"]]


def test_people_are_found_in_any_letter_case(client: Client):
    user = person("aigul")
    user.last_name = "Өмірзақ"
    user.save()
    found = client.get(reverse("admin:registry_user_changelist"), {"q": "ӨМІРЗАҚ"}).context["cl"].result_list
    assert list(found) == [user]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_people_takes_seven_queries(client: Client, django_assert_num_queries, rows: int):
    for number in range(rows):
        person(f"officer{number}", Role.OFFICER)
    client.get(reverse("admin:registry_user_changelist"))
    with django_assert_num_queries(7):
        assert client.get(reverse("admin:registry_user_changelist")).status_code == 200
