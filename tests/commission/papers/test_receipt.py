from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from commission.papers import words
from commission.papers.receipt import DocumentLine, ReceiptData, build
from commission.states import Kind, SaleMode
from tests.commission.papers.reading import text

RECEIPT = ReceiptData(
    language="ru",
    reference="C-2026-00042",
    received_at=datetime(2026, 11, 20, 20, 15, tzinfo=UTC),
    applicant="TAV Holding",
    acquirer="Özgür A.Ş.",
    object_code="SO-B-020",
    object_name="Аэропорт",
    kind=Kind.SALE,
    mode=SaleMode.AUCTION,
    share=Fraction(1, 10),
    documents=(DocumentLine("D4", "Проект договора", "договор *v1*.pdf", 1_234_567, "ef" * 32),),
    illustrative=True,
    journal_seq=470,
    journal_hash="ab" * 32,
)


@pytest.mark.parametrize(
    ("language", "words_of_it"),
    [
        (
            "en",
            ("Receipt of an application", "sale (at a public auction)", "1,2 MB", "it is not a permission"),
        ),
        (
            "ru",
            (
                "Расписка о получении заявления",
                "продажа (на публичных торгах)",
                "1,2 МБ",
                "не является разрешением",
            ),
        ),
        (
            "kk",
            (
                "Өтініштің қабылданғаны туралы қолхат",
                "сату (көпшілік сауда-саттықта)",
                "1,2 МБ",
                "рұқсат болып табылмайды",
            ),
        ),
    ],
)
def test_the_receipt_is_in_the_applicants_language(language, words_of_it):
    shown = text(build(replace(RECEIPT, language=language)))

    for words_shown in words_of_it:
        assert words_shown in shown
    # 20:15 UTC is the next day in Kazakhstan.
    for fact in (
        "C-2026-00042",
        "21.11.2026 01:15",
        "10 %",
        "договор *v1*.pdf",
        "ef" * 32,
        "№ 470" if language != "en" else "No. 470",
    ):
        assert fact in shown


def test_an_application_without_documents_has_no_empty_table():
    assert "Приложенные документы" not in text(build(replace(RECEIPT, documents=())))


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "0,1 KB"), (1024, "1 KB"), (1536, "1,5 KB"), (1024 * 1024, "1 MB"), (52_428_800, "50 MB")],
)
def test_sizes_have_a_decimal_comma(count, shown):
    assert words.size(count, "en").replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("share", "shown"), [(Fraction(51, 200), "25,5\u00a0%"), (Fraction(1, 3), "1/3"), (None, "")]
)
def test_shares_are_exact(share, shown):
    assert words.percent(share) == shown
