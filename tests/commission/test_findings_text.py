"""Findings in words: exact where short, rounded with a sign, never across a limit, in the reader's format."""

from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation

from commission import findings_text
from commission.law.check import CHECKS, Finding, run
from commission.shares_text import percent, share_words
from commission.states import Effect, Outcome
from tests.commission.law.builders import company, facts, person, sale, stake, thing

OPERATOR = thing(long_distance_operator=True, land_lines=True)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("share", "limit", "words"),
    [
        (Fraction(27, 100), None, "27 %"),
        (Fraction(1, 1), None, "100 %"),
        (Fraction(1, 1000), None, "0,1 %"),
        (Fraction(1, 3), None, "≈ 33,33 %"),
        (Fraction(587665, 10**6), Fraction(49, 100), "≈ 58,77 %"),
        # A hair over 20 %: "20 %" would be a lie, so are 20.00 and 20.000.
        (Fraction(1, 5) + Fraction(4, 10**6), Fraction(1, 5), "≈ 20,0004 %"),
        (Fraction(1, 5) - Fraction(4, 10**6), Fraction(1, 5), "≈ 19,9996 %"),
        (Fraction(49, 100), Fraction(49, 100), "49 %"),
    ],
)
def test_percentages_are_exact_where_short_and_never_rounded_across_the_limit(
    share: Fraction, limit: Fraction | None, words: str
):
    with translation.override("en"):
        assert plain(percent(share, limit)) == words


def test_the_decimal_sign_follows_the_reader():
    with translation.override("ru"):
        assert plain(percent(Fraction(255, 1000))) == "25,5 %"
        assert plain(percent(Fraction(1, 3))) == "≈ 33,33 %"


def test_a_range_shows_both_ends():
    with translation.override("en"):
        assert plain(share_words((Fraction(0), Fraction(3, 5)))) == "0 % to 60 %"


def finding() -> Finding:
    """SELLER 58 %, F 42 %; 10 % go to BUYER: 52 %."""
    return run(
        "operator_49",
        facts(
            [company("T"), person("SELLER"), company("F", "SE"), company("BUYER", "LU")],
            [stake("SELLER", "T", "58 %"), stake("F", "T", "42 %")],
            object=OPERATOR,
            deal=sale("10 %"),
        ),
    )


def test_a_sentence_is_filled_with_its_figures():
    with translation.override("en"):
        assert plain(findings_text.sentence(finding())) == (
            "Foreigners would hold M 52 % and K 52 % of T, more than 49 % on both readings "
            "(before: M 42 %, K 42 %)."
        )


def test_a_bar_shows_the_share_its_limit_and_what_it_was():
    first = findings_text.bars(finding())[0]
    assert (first.minimum, first.maximum, first.limit) == (
        Fraction(52, 100),
        Fraction(52, 100),
        Fraction(49, 100),
    )
    assert (first.before_minimum, first.crossed, first.low) == (Fraction(42, 100), True, 52.0)


def test_c_is_shown_only_where_it_says_more_than_m_and_k():
    with translation.override("en"):
        assert [plain(bar.label) for bar in findings_text.bars(finding())] == [
            "M, owned along the chains (before the deal: 42 %)",
            "K, voted under control (before the deal: 42 %)",
        ]
    # M = 0.51 x 0.15 + 0.40 x 0.25 = 17.65 %, K = 15 %, C = 25 %
    three = run(
        "media_20",
        facts(
            [company("T"), company("A"), company("B"), person("F", "SE"), person("R")],
            [
                stake("F", "A", "51 %"),
                stake("R", "A", "49 %"),
                stake("F", "B", "40 %"),
                stake("R", "B", "60 %"),
                stake("A", "T", "15 %"),
                stake("B", "T", "25 %"),
                stake("R", "T", "60 %"),
            ],
            object=thing(media_owner=True),
        ),
    )
    assert len(findings_text.bars(three)) == 3


def test_a_second_basis_is_shown_only_where_its_figures_differ():
    parties = [company("T"), person("F", "SE"), person("R")]
    media = thing(media_owner=True)
    same = run("media_20", facts(parties, [stake("F", "T", "10 %"), stake("R", "T", "90 %")], object=media))
    other = run(
        "media_20",
        facts(
            parties,
            [stake("F", "T", "10 %", capital="15 %"), stake("R", "T", "90 %", capital="85 %")],
            object=media,
        ),
    )
    assert [len(findings_text.bars(each)) for each in (same, other)] == [2, 4]


def test_chains_run_from_the_person_down_to_the_company():
    held = [chain for chain in findings_text.chains(finding()) if isinstance(chain, findings_text.ChainText)]
    assert [[(step.name, plain(step.share)) for step in chain.steps] for chain in held] == [
        [("F", "42 %"), ("T", "")],
        [("BUYER", "10 %"), ("T", "")],
    ]
    assert [plain(chain.result) for chain in held] == ["42 %", "10 %"]


def test_chains_before_the_deal_can_be_asked_for():
    held = [c for c in findings_text.chains(finding(), "before") if isinstance(c, findings_text.ChainText)]
    assert [[step.name for step in chain.steps] for chain in held] == [["F", "T"]]


def test_unknowns_name_the_company_and_what_is_missing():
    found = run(
        "media_20",
        facts([company("T"), person("F", "SE")], [stake("F", "T", "5 %")], object=thing(media_owner=True)),
    )
    with translation.override("en"):
        assert [plain(each) for each in findings_text.unknowns(found)] == [
            "T: holders of 95 % are not declared"
        ]


def test_reasons_for_refused_data_are_sentences():
    found = run(
        "operator_49",
        facts(
            [company("T"), person("SELLER"), person("F", "SE")],
            [stake("SELLER", "T", "60 %"), stake("F", "T", "50 %")],
            object=OPERATOR,
        ),
    )
    with translation.override("en"):
        assert "the holdings of T add up to 110 %" in plain(findings_text.sentence(found))


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_finding_can_be_written_in_every_language(language: str):
    """All 25 checks with a deal, without one, and with everything unknown: no blank, no placeholder left."""
    parties = [company("T"), person("SELLER"), company("F", "SE"), company("BUYER", "LU")]
    holdings = [stake("SELLER", "T", "58 %"), stake("F", "T", "30 %", "42 %")]
    unknown: dict[str, Any] = dict.fromkeys(("trunk_line", "land_lines", "media_owner", "subsoil_right"))
    for subject in (OPERATOR, thing(**unknown), thing(trunk_line=True, media_owner=True)):
        for deal in (None, sale("10 %"), sale("99 %")):
            given = facts(parties, holdings, object=subject, deal=deal)
            for check_id in CHECKS:
                found = run(check_id, given)
                with translation.override(language):
                    words = [findings_text.title(check_id), findings_text.sentence(found)]
                    words += [*findings_text.notes(found), *findings_text.unknowns(found)]
                    words += [bar.label for bar in findings_text.bars(found)]
                assert all(words)
                assert not any("{" in text for text in words)
                # a dash stands for a figure that is missing; Russian and Kazakh use it in their own sentences
                assert language != "en" or not any("–" in text for text in words)


def test_a_figure_that_an_older_finding_lacks_is_a_dash():
    old = Finding(
        "operator_49", Outcome.CLEAR, Effect.PROHIBITION, "operator_49.clear", {"values": {}}, [], "NSL/1"
    )
    with translation.override("en"):
        assert findings_text.sentence(old) == "Foreigners hold M –, K – of –: not more than –."
