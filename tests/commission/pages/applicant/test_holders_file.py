"""The holders of the acquirer from a BODS file."""

from fractions import Fraction as F

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commission.models import DeclaredHolding, DeclaredParty
from commission.services.applications import PartyData, give_declaration, save_party, start_application
from registry.models import JournalEntry
from tests.registry.exchange.bods.files import company, man, packed, shares, stake, text, votes


def file(written: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("holders.json", written.encode())}


@pytest.fixture
def caspian(draft, applicant):
    """The acquirer, named by the BIN that `own.json` gives."""
    data = PartyData(kind="entity", name="Caspian Port LLP", country="KZ", identifier="050140001238")
    return save_party(application_id=draft.pk, by=applicant, role="acquirer", data=data)


def declared() -> list[tuple[str, str, F, F]]:
    rows = DeclaredHolding.objects.select_related("owner", "company").order_by("pk")
    return [(row.owner.name, row.company.name, row.low, row.high) for row in rows]


def test_what_the_file_says_is_shown_first_and_declared_by_one_button(mine, base, caspian, draft, applicant):
    give_declaration(application_id=draft.pk, by=applicant)
    page = mine.post(f"{base}holders/file/", file(text("own")))
    assert page.status_code == 200
    assert DeclaredHolding.objects.count() == 0
    sealed = {"sealed": page.context["sealed"]}
    assert mine.post(f"{base}holders/file/declare/", sealed).url == f"{base}holders/"
    # The nominee's stake is its principal's; the trust has votes of its own; the free float is nobody's.
    assert declared() == [
        ("Nordic Infrastructure Fund", "Caspian Port LLP", F(1, 10), F(31, 200)),
        ("Әйгерім Сәрсенова", "Caspian Port LLP", F(1, 4), F(1, 4)),
        ("Harbour Trust", "Caspian Port LLP", F(1, 20), F(1, 20)),
    ]
    assert list(DeclaredParty.objects.filter(role="holder").values_list("kind", "country")) == [
        ("entity", "SE"), ("individual", "KZ"), ("entity", "JE"),
    ]  # fmt: skip
    draft.refresh_from_db()
    assert draft.declared_at is None
    saved = JournalEntry.objects.filter(canonical__contains="application.save").count()
    mine.post(f"{base}holders/file/declare/", sealed)  # pressed twice
    assert len(declared()) == 3
    assert JournalEntry.objects.filter(canonical__contains="application.save").count() == saved
    assert mine.get(f"{base}holders/").status_code == 200


def test_a_share_of_capital_alone_is_said_to_be_one(mine, base, caspian):
    written = packed(
        company("s1", "a", name="Caspian Port LLP"), man("s2", "m"), man("s3", "n", names=[{"fullName": "M"}]),
        stake("s4", "x", "m", "a", shares(exact=30)), stake("s5", "y", "n", "a", votes(exact=20)),
        stake("s6", "z", "n", "a", votes(exact=70) | {"endDate": "2020-01-01"}),
    )  # fmt: skip
    page = mine.post(f"{base}holders/file/", file(written))
    assert [row["of_capital"] for row in page.context["rows"]] == [True, False]
    assert "share of capital" in page.content.decode()
    mine.post(f"{base}holders/file/declare/", {"sealed": page.context["sealed"]})
    # Two people of one name in the file are two; what ended in 2020 is not declared.
    assert declared() == [
        ("M", "Caspian Port LLP", F(3, 10), F(3, 10)), ("M", "Caspian Port LLP", F(1, 5), F(1, 5)),
    ]  # fmt: skip


def test_a_refused_file_names_every_statement_and_nothing_is_declared(mine, base, caspian):
    page = mine.post(f"{base}holders/file/", file(text("refused")))
    assert page.status_code == 422
    assert [statement[-2:] for statement, _words in page.context["problems"]] == [
        "07",
        "13",
        "13",
        "02",
        "11",
    ]
    assert "A share is above 100 %: exact 130." in page.content.decode()
    assert DeclaredHolding.objects.count() == 0


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("not json", "Line 1, column 1: this is not JSON."),
        (packed(company("s1", "a", name="Another")), "which party is"),
        (packed(company("s1", "a", name="Caspian Port LLP")), "names nobody"),
        (" " * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        ("", "The file is empty."),
    ],
)
def test_what_cannot_be_used_says_why(mine, base, caspian, written: str, words: str):
    page = mine.post(f"{base}holders/file/", file(written))
    assert page.status_code == 422
    assert words in page.content.decode()


def test_shares_above_the_whole_with_those_declared_are_refused_whole(mine, base, caspian, draft):
    other = DeclaredParty.objects.create(application=draft, role="holder", kind="entity", name="Other")
    DeclaredHolding.objects.create(
        application=draft, owner=other, company=caspian, low=F(7, 10), high=F(7, 10)
    )
    page = mine.post(f"{base}holders/file/", file(text("own")))
    answer = mine.post(f"{base}holders/file/declare/", {"sealed": page.context["sealed"]})
    assert answer.status_code == 409  # 70 % and at least 40 %
    assert len(declared()) == 1
    assert DeclaredParty.objects.filter(role="holder").count() == 1


def test_a_page_of_another_application_or_a_changed_one_declares_nothing(
    mine, base, caspian, stranger, client, applicant
):
    sealed = mine.post(f"{base}holders/file/", file(text("own"))).context["sealed"]
    assert mine.post(f"{base}holders/file/declare/", {"sealed": sealed + "x"}).status_code == 409
    assert mine.post(f"{base}holders/file/declare/", {}).status_code == 409
    other = start_application(by=stranger)
    client.force_login(stranger)
    theirs = f"/apply/{other.reference}/holders/file/declare/"
    assert client.post(theirs, {"sealed": sealed}).status_code == 409
    assert client.post(f"{base}holders/file/", file(text("own"))).status_code == 404
    assert client.post(f"{base}holders/file/declare/", {"sealed": sealed}).status_code == 404
    assert DeclaredHolding.objects.count() == 0


def test_without_a_company_as_acquirer_there_is_nothing_to_fill(mine, base):
    assert mine.get(f"{base}holders/file/").url == base


def test_removing_a_holder_keeps_who_also_stands_behind_another(mine, base, caspian):
    """M holds A and B, both hold the acquirer; without A, M still stands behind B."""
    written = packed(
        company("s1", "p", name="Caspian Port LLP"), company("s2", "a"), company("s3", "b"), man("s4", "m"),
        *(stake(f"t{n}", f"r{n}", owner, whom, votes(exact=40))
          for n, (owner, whom) in enumerate([("a", "p"), ("b", "p"), ("m", "a"), ("m", "b"), ("p", "a")])),
    )  # fmt: skip
    page = mine.post(f"{base}holders/file/", file(written))
    mine.post(f"{base}holders/file/declare/", {"sealed": page.context["sealed"]})
    assert len(declared()) == 4  # the acquirer's own share in A is not one behind the acquirer
    first = DeclaredParty.objects.get(name="A")
    mine.post(f"{base}holders/{first.pk}/remove/")
    assert [(owner, whom) for owner, whom, _low, _high in declared()] == [
        ("B", "Caspian Port LLP"), ("M", "B"),
    ]  # fmt: skip
