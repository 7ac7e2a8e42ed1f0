"""The illustrative registry worked out with a pencil: holdings.csv in, the chain products in the comments.

Percentages are those of the file. "Float" is an undisclosed bucket: it may be anybody's, so it widens the upper bound
and never the lower one; so does a legal entity of which no holder is recorded, unless the walk ends at it anyway.
Votes and capital are equal in the file, so both bases must give the same.
"""

from datetime import date
from fractions import Fraction

import pytest

from registry.illustrative import building
from registry.illustrative.reading import rows
from registry.networks import party
from registry.ownership.control import Control, Ultimate, ultimate_controllers
from registry.ownership.groups import Standing, group, group_of, operators
from registry.ownership.measures import (
    Verdict,
    country,
    country_shares,
    foreigners,
    lookthrough,
    measure,
    verdict,
    worse,
)
from registry.ownership.network import Network
from registry.ownership.terms import Basis, Holding, Kind, Link, LinkType, Party, Range
from registry.ownership.unknowns import Missing, unknowns
from registry.ownership.view import View
from tests.registry.ownership.facts import between, exactly

DAY = date(2026, 1, 15)
FIFTH, LIMIT_49 = Fraction(1, 5), Fraction(49, 100)


def illustrative() -> Network:
    """The whole file as the engine takes it, without a database."""
    parties = {row.key: row for row in building.parties()}
    objects = {row.code: row for row in building.objects(parties)}
    holdings = [
        Holding(
            row.owner.key,
            row.company.key,
            votes=Range(*row.votes),
            capital=Range(*row.capital),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in building.holdings(parties)
    ]
    links = [
        Link(
            LinkType(row.type),
            row.a.key,
            row.object.code if row.object else row.b.key,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in building.links(parties, objects)
    ]
    things = [Party(code, Kind.OBJECT) for code in objects]
    return Network([*map(party, parties.values()), *things], holdings, links)


NETWORK = illustrative()


@pytest.fixture(params=list(Basis), ids=str)
def view(request: pytest.FixtureRequest) -> View:
    return NETWORK.on(DAY, request.param)


def test_no_company_of_the_file_is_held_above_a_hundred_per_cent_and_all_refer_to_somebody():
    sums: dict[str, Fraction] = {}
    keys = {row["key"] for row in rows("persons")}
    for row in rows("holdings"):
        assert {row["owner_key"], row["owned_key"]} <= keys
        sums[row["owned_key"]] = sums.get(row["owned_key"], Fraction(0)) + Fraction(row["votes_percent"])
    assert {company for company, held in sums.items() if held > 100} == set()
    # What the file leaves undisclosed of companies that have recorded holders: their other half.
    assert {company: 100 - held for company, held in sums.items() if held != 100} == {
        "SHGES": Fraction("7.86"),
        "UKGES": Fraction("10.01"),
        "KARTEC3": Fraction(50),
    }


# --- Almaty International Airport: SO-B-001 ------------------------------------------------------------------------
# ALMATYAIR <- TAVKZ (NL) 100 <- TAV (TR) 85, KIF (NL) 15
# TAV <- ADP (FR) 46.12, float 53.88;  ADP <- FRSTATE 50.6, VINCI (FR) 8, float 41.4;  KIF, VINCI: nobody recorded


def test_almaty_airport_is_foreign_at_the_first_step(view: View):
    """TAVKZ is a foreign legal person with 100 %: M = K = C = 1, whoever stands behind it."""
    found = measure(view, "ALMATYAIR", foreigners())
    assert (found.m, found.k, found.c) == (exactly("1"), exactly("1"), exactly("1"))
    assert found.target_controlled is Control.CERTAIN


def test_france_in_almaty_airport_through_everything(view: View):
    """First hit: the walk ends in the Netherlands, so France has 0.
    Through everything: 100 % x 85 % x 46.12 % = 39.202 %, and the walk ends at ADP, which is French.
    At most: TAV's float (85 x 53.88 % = 45.798 %) and KIF (15 %) may be French too: 39.202 + 45.798 + 15 = 100 %.
    K: 46.12 % of TAV is no majority, so nothing is certain; with the float it may be one: then TAV, TAVKZ and all.
    """
    france = country_shares(view, "ALMATYAIR", "FR")
    assert france.first_hit == exactly("0")
    assert france.through_everything == between("39202/100000", "1")
    assert france.k == between("0", "1")
    assert france.c == between("39202/100000", "1")
    assert france.target_controlled is Control.POSSIBLE
    # States and people alone: 39.202 % x 50.6 % = 19.836212 %, the French Republic's.
    assert measure(view, "ALMATYAIR", lookthrough()).m == between("19836212/100000000", "1")
    assert group_of(view, "ADP") == ("ADP", "FRSTATE")


def test_turkey_votes_the_whole_of_almaty_airport_and_owns_85_per_cent(view: View):
    """M: 100 x 85 % = 85 %, at most + KIF 15 % = 100 %. K: TAV votes 85 % of TAVKZ, which counts whole: 100 %."""
    turkey = country_shares(view, "ALMATYAIR", "TR")
    assert turkey.first_hit == exactly("0")
    assert turkey.through_everything == between("85/100", "1")
    assert (turkey.k, turkey.target_controlled) == (exactly("1"), Control.CERTAIN)
    netherlands = country_shares(view, "ALMATYAIR", "NL")
    assert (netherlands.first_hit, netherlands.through_everything) == (exactly("1"), exactly("1"))
    # Nobody has a majority of TAV (46.12 % is none), so the chain of control ends there.
    assert ultimate_controllers(view, ["ALMATYAIR"]) == {"ALMATYAIR": Ultimate("TAV")}


# --- The Caspian Pipeline Consortium: SO-B-005 ---------------------------------------------------------------------
# CPCK <- TRANSNEFT (RU) 24, KMG 19, KZSTATE 1.75, CHEVRONCPC (US) 15, LUKARCO (NL) 12.5, MOBILCPC (US) 7.5,
#         ROSSHELL (CY) 7.5, ENIINT (NL) 2, RUSTATE 7, float 3.75                                     sum 100
# TRANSNEFT <- RUSTATE 100; LUKARCO <- LUKOIL (RU) 100; ROSSHELL <- ROSNEFT (RU) 51, SHELL (GB) 49
# ROSNEFT <- RUSTATE 40.4, float 59.6; ENIINT <- ENI (IT) 100; CHEVRON, EXXON, LUKOIL, SHELL, ENI: nobody recorded
# KMG <- SAMRUK 67.42 (<- KZSTATE 100), NBK 20, float 12.58
KMG_FLOAT = Fraction(19, 100) * Fraction("0.1258")  # 2.3902 % of the consortium
OPEN = Fraction("0.0375") + KMG_FLOAT  # 6.1402 %: may be anybody's


def test_all_foreigners_in_the_consortium(view: View):
    """24 + 15 + 12.5 + 7.5 + 7.5 + 2 + 7 = 75.5 %; at most + float 3.75 + KMG's float 2.3902 = 81.6402 %.
    K: KMG is not theirs (at most its float), so 75.5 to 75.5 + 3.75 = 79.25 %."""
    found = measure(view, "CPCK", foreigners())
    assert (found.m, found.k, found.c) == (
        between("0.755", "0.816402"),
        between("0.755", "0.7925"),
        between("0.755", "0.816402"),
    )
    assert found.target_controlled is Control.CERTAIN


def test_the_consortium_by_country_of_the_first_foreigner_met(view: View):
    """RU 24 + 7 = 31; US 15 + 7.5 = 22.5; NL 12.5 + 2 = 14.5; CY 7.5; GB and IT stand behind others: 0.
    KZ: 1.75 + 19 x (67.42 + 20) % = 1.75 + 16.6098 = 18.3598 %. With what is open they make the whole."""
    least = {code: country_shares(view, "CPCK", code).first_hit.low for code in FIRST}
    assert least == {code: Fraction(share) / 100 for code, share in FIRST.items()}
    assert sum(least.values()) + OPEN == 1
    most = {code: country_shares(view, "CPCK", code).first_hit.high for code in FIRST}
    assert most == {code: share + OPEN for code, share in least.items()}


FIRST = {"RU": "31", "US": "22.5", "NL": "14.5", "CY": "7.5", "GB": "0", "IT": "0", "KZ": "18.3598"}


def test_the_consortium_by_country_through_everything(view: View):
    """RU 31 + LUKOIL 12.5 + ROSNEFT 7.5 x 51 % = 3.825: 47.325 %. GB 7.5 x 49 % = 3.675 %. IT 2 %.
    US 22.5, NL 14.5, CY 7.5: the walk ends at their own entities."""
    least = {code: country_shares(view, "CPCK", code).through_everything.low for code in FIRST}
    assert least == {
        "RU": Fraction("0.47325"),
        "US": Fraction("0.225"),
        "NL": Fraction("0.145"),
        "CY": Fraction("0.075"),
        "GB": Fraction("0.03675"),
        "IT": Fraction("0.02"),
        "KZ": Fraction("0.183598"),
    }
    # At most Russia has whatever is not certainly somebody else's: all but the Kazakh 18.3598 %.
    assert country_shares(view, "CPCK", "RU").through_everything.high == Fraction("0.816402")
    # At most the US: 22.5, LUKOIL's owners 12.5, ROSNEFT's float 3.825 x 59.6 % = 2.2797, SHELL's 3.675, ENI's 2, and
    # the open 6.1402: 49.0949 %. Not theirs: TRANSNEFT 24 and 7, of the Russian Federation, and its part of ROSNEFT.
    assert country_shares(view, "CPCK", "US").through_everything.high == Fraction("0.490949")


def test_russia_votes_51_per_cent_of_the_consortium_and_owns_47(view: View):
    """K: 24 + 7 directly, LUKARCO (LUKOIL's) 12.5 and ROSSHELL (ROSNEFT votes 51 %) 7.5 count whole: 51 % > 50 %.
    At most everything but KMG's 19 and the Republic's 1.75: 79.25 %."""
    russia = country_shares(view, "CPCK", "RU")
    assert (russia.k, russia.target_controlled) == (between("0.51", "0.7925"), Control.CERTAIN)
    assert russia.c == between("0.51", "0.816402")
    assert russia.affiliates.low == Fraction("0.51")
    # No single person: the Federation has 31 % with TRANSNEFT, and no majority of ROSNEFT (40.4 %).
    assert ultimate_controllers(view, ["CPCK"]) == {"CPCK": Ultimate(None)}
    assert group_of(view, "RUSTATE") == ("RUSTATE", "TRANSNEFT")
    assert view.registers["CPCK"].votes_of({"RUSTATE", "TRANSNEFT"}) == exactly("0.31")


def test_states_and_people_behind_the_consortium(view: View):
    """The Federation: 24 + 7 + ROSNEFT 7.5 x 51 % x 40.4 % = 1.5453: 32.5453 %. At most all that is not Kazakh."""
    assert measure(view, "CPCK", lookthrough()).m == between("0.325453", "0.816402")


# --- Shymkent refinery (PKOP): SO-B-006 ----------------------------------------------------------------------------
# PKOP <- VALSERA (NL) 99.43, float 0.57;  VALSERA <- KMG 50, CNODC (CN) 50;  CNODC <- CNPC 100 <- CNSTATE 100


def test_the_refinery_is_dutch_at_the_first_step(view: View):
    found = measure(view, "PKOP", foreigners())
    assert (found.m, found.k, found.c) == (between("0.9943", "1"),) * 3
    assert country_shares(view, "PKOP", "NL").first_hit == between("0.9943", "1")


def test_china_owns_half_of_the_refinerys_holding_which_is_not_control(view: View):
    """M: 99.43 x 50 % = 49.715 %; at most + 0.57 + KMG's float 99.43 x 50 % x 12.58 % = 6.254147: 56.539147 %.
    K: exactly half of VALSERA is no majority, also with everything open: 0 to the 0.57 % of the float."""
    china = country_shares(view, "PKOP", "CN")
    assert china.first_hit == between("0", "0.0057")
    assert china.through_everything == between("0.49715", "0.56539147")
    assert (china.k, china.target_controlled) == (between("0", "0.0057"), Control.NO)
    assert china.c == china.through_everything
    assert measure(view, "PKOP", lookthrough()).m == between("0.49715", "0.56539147")
    # Were half enough, VALSERA's whole 99.43 % would count: the rule shows.
    assert measure(view, "PKOP", country("CN"), half_is_enough=True).k == between("0.9943", "1")
    # The Kazakh half: 99.43 x 50 % x 87.42 % = 43.460853 %; with China's and what is open it makes the whole.
    kazakh = country_shares(view, "PKOP", "KZ").through_everything.low
    assert kazakh == Fraction("0.43460853")
    assert kazakh + china.through_everything.high == 1
    assert ultimate_controllers(view, ["PKOP"]) == {"PKOP": Ultimate("VALSERA")}


# --- Kenkiyak-Atyrau pipeline: SO-A-004 ----------------------------------------------------------------------------
# MUNAITAS <- KTO 51, CNPC (CN) 49;  KTO <- KMG 90, float 10;  KMG as above


def test_kenkiyak_atyrau_lies_exactly_at_49_per_cent(view: View):
    """M: CNPC 49 %; at most + KTO's float 51 x 10 % = 5.1 + KMG's 51 x 90 % x 12.58 % = 5.77422: 59.87422 %.
    K: exactly 49 %, for KTO's majority is KMG's. Exactly the limit is not more than the limit."""
    found = measure(view, "MUNAITAS", foreigners())
    assert (found.m, found.k, found.c) == (
        between("0.49", "0.5987422"),
        exactly("0.49"),
        between("0.49", "0.5987422"),
    )
    assert found.target_controlled is Control.NO
    assert verdict(found.k, LIMIT_49) is Verdict.COMPLIANT
    assert verdict(found.m, LIMIT_49) is Verdict.UNDETERMINED
    china = country_shares(view, "MUNAITAS", "CN")
    assert (china.first_hit, china.through_everything) == (between("0.49", "0.5987422"),) * 2
    assert china.k == exactly("0.49")
    # The Republic and its bank: 51 x 90 % x 87.42 % = 40.12578 %.
    assert country_shares(view, "MUNAITAS", "KZ").first_hit == between("0.4012578", "0.51")
    # KTO 51 % <- KMG 90 % <- SAMRUK 67.42 % <- the Republic.
    assert ultimate_controllers(view, ["MUNAITAS"]) == {"MUNAITAS": Ultimate("KZSTATE")}


def test_kenkiyak_atyrau_the_floats_are_the_unknowns_that_matter():
    """Of KTO's float (5.1 %) and KMG's (5.77422 %): whose it is moves M by as much, and never K."""
    view = NETWORK.on(DAY, Basis.VOTES)
    found = unknowns(view, "MUNAITAS", foreigners(), LIMIT_49)
    assert [each.missing for each in found] == [Missing.PERSON, Missing.PERSON]
    assert {
        view.anonymous[each.holder].company: (each.if_least, each.if_most)
        for each in found
        if each.holder is not None
    } == {
        "KTO": (
            (between("0.49", "0.5477422"), exactly("0.49")),
            (between("0.541", "0.5987422"), exactly("0.49")),
        ),
        "KMG": (
            (between("0.49", "0.541"), exactly("0.49")),
            (between("0.5477422", "0.5987422"), exactly("0.49")),
        ),
    }


# --- The television company: SO-B-022 ------------------------------------------------------------------------------
# STEPPETV <- STEPPEHOLD 60, NORDIC (SE) 15, ASKAROV 25;  STEPPEHOLD <- ASKAROV 80, NORDIC 20
# DIRECTOR is STEPPEHOLD's sole executive and ASKAROV's close relative


def test_the_television_company(view: View):
    """M 15 + 60 x 20 % = 27 % > 20 %; K 15 % <= 20 %; C 27 %. Nothing is open, so all are exact."""
    found = measure(view, "STEPPETV", foreigners())
    assert (found.m, found.k, found.c) == (exactly("0.27"), exactly("0.15"), exactly("0.27"))
    assert found.target_controlled is Control.NO
    readings = verdict(found.m, FIFTH), verdict(found.k, FIFTH)
    assert readings == (Verdict.VIOLATION, Verdict.COMPLIANT)
    assert worse(readings) is Verdict.VIOLATION
    sweden = country_shares(view, "STEPPETV", "SE")
    assert (sweden.first_hit, sweden.through_everything, sweden.k) == (
        exactly("0.27"),
        exactly("0.27"),
        exactly("0.15"),
    )
    # Who stands behind NORDIC nobody has said: of people and states anything from 0 to its 27 %.
    assert measure(view, "STEPPETV", lookthrough()).m == between("0", "0.27")


def test_the_citizens_group_votes_85_per_cent_of_the_television_company(view: View):
    """ASKAROV and DIRECTOR are relatives; 80 % of STEPPEHOLD and then 25 + 60 % of STEPPETV bring both in."""
    members = group_of(view, "ASKAROV")
    assert members == ("ALTYNRES", "ASKAROV", "DIRECTOR", "SARYKEN", "STEPPEFIBRE", "STEPPEHOLD", "STEPPETV")
    found = measure(view, "STEPPETV", group(view, "ASKAROV"))
    assert (found.m.low, found.k.low, found.c.low) == (Fraction("0.85"),) * 3
    # A majority of votes speaks before the executive's function does.
    assert ultimate_controllers(view, ["STEPPETV", "STEPPEHOLD"]) == {
        "STEPPETV": Ultimate("ASKAROV"),
        "STEPPEHOLD": Ultimate("ASKAROV"),
    }


# --- The subsoil user: SO-B-023 ------------------------------------------------------------------------------------
# SARYKEN <- ALTYNRES 100 <- ASKAROV 70, PACIFICORE (SG) 30;  PACIFICORE <- HUAOU (CN) 100;  HUAOU: nobody recorded


def test_china_behind_singapore_in_the_subsoil_user(view: View):
    """100 x 30 % = 30 %: Singapore's at the first hit, China's through everything. ALTYNRES is ASKAROV's: K = 0."""
    found = measure(view, "SARYKEN", foreigners())
    assert (found.m, found.k, found.c) == (exactly("0.3"), exactly("0"), exactly("0.3"))
    china, singapore = (country_shares(view, "SARYKEN", code) for code in ("CN", "SG"))
    assert (china.first_hit, china.through_everything, china.k) == (
        exactly("0"),
        exactly("0.3"),
        exactly("0"),
    )
    assert (singapore.first_hit, singapore.through_everything) == (exactly("0.3"), exactly("0.3"))
    assert country_shares(view, "SARYKEN", "KZ").first_hit == exactly("0.7")
    # HUAOU is an entity of which nobody is recorded: looked through to people and states, 0 to 30 %.
    assert measure(view, "SARYKEN", lookthrough()).m == between("0", "0.3")
    # One step up China's affiliate PACIFICORE votes 30 % of ALTYNRES directly.
    assert country_shares(view, "ALTYNRES", "CN").affiliates.low == Fraction("0.3")
    assert ultimate_controllers(view, ["SARYKEN"]) == {"SARYKEN": Ultimate("ASKAROV")}


# --- Chains that end undisclosed -----------------------------------------------------------------------------------
# TTC (SO-B-015) <- KTZ 25 <- SAMRUK 100 <- KZSTATE 100;  TTC <- TTCPRIV (KZ) 75: nobody recorded
# EEC (SO-B-007) <- ERG (LU) 100 <- KZSTATE 40, ERGPRIV (KZ) 60: nobody recorded
# TALGAR (SO-B-019): nobody recorded at all


def test_transtelecom_is_undetermined_and_one_fact_settles_it(view: View):
    """0 to 75 % by every measure: a resident company whose owners nobody knows may be all foreign and vote as one."""
    found = measure(view, "TTC", foreigners())
    assert (found.m, found.k, found.c) == (between("0", "0.75"),) * 3
    assert found.target_controlled is Control.POSSIBLE
    assert verdict(found.m, LIMIT_49) is verdict(found.k, LIMIT_49) is Verdict.UNDETERMINED
    assert {each.standing for each in operators(view) if each.operator == "TTC"} == {Standing.UNDETERMINED}
    (only,) = unknowns(NETWORK.on(DAY, Basis.VOTES), "TTC", foreigners(), LIMIT_49)
    assert (only.missing, only.company, only.range) == (Missing.HOLDERS, "TTCPRIV", between("0", "1"))
    assert only.if_least == (exactly("0"), exactly("0"))
    assert only.if_most == (exactly("0.75"), exactly("0.75"))
    assert only.settles


def test_a_luxembourg_company_is_foreign_though_kazakhstan_may_own_all_of_it(view: View):
    """First hit: ERG, 100 %. Looked through: ERGPRIV's 60 % may be anybody's, the Republic has 40 %."""
    assert measure(view, "EEC", foreigners()).m == exactly("1")
    assert measure(view, "EEC", lookthrough()).m == between("0", "0.6")
    assert country_shares(view, "EEC", "LU").first_hit == exactly("1")
    assert country_shares(view, "EEC", "KZ").first_hit == exactly("0")
    assert country_shares(view, "EEC", "KZ").through_everything == between("0.4", "1")


def test_of_a_company_without_a_recorded_holder_nothing_is_known(view: View):
    found = measure(view, "TALGAR", foreigners())
    assert (found.m, found.k, found.c) == (between("0", "1"),) * 3
    assert found.target_controlled is Control.POSSIBLE
    (only,) = unknowns(NETWORK.on(DAY, Basis.VOTES), "TALGAR", foreigners(), FIFTH)
    assert (only.missing, only.company, only.settles) == (Missing.HOLDERS, "TALGAR", True)
