from dataclasses import replace
from datetime import UTC, datetime

from commission.papers.minutes import ItemLine, MemberLine, MinutesData, VoteLine, build
from commission.states import Choice, Motion
from tests.commission.papers.reading import text

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
ITEM = ItemLine(
    position=1,
    reference="C-2026-00042",
    object_code="SO-B-020",
    object_name_kk="Әуежай",
    object_name_ru="Аэропорт",
    applicant="TAV Holding",
    motion=Motion.GRANT,
    quorum_needed=3,
    quorum_present=4,
    votes=(
        VoteLine("Әлия Жұмабекова", FOR),
        VoteLine("Ерлан Ғабдуллин", AGAINST, "Пікірім бөлек"),
        VoteLine("И. Сидоров", FOR),
    ),
    recused=("Тимур Ахметов",),
    carried=True,
    by_presiding_vote=True,
)
MINUTES = MinutesData(
    number=7,
    place="Астана",
    opened_at=datetime(2026, 11, 20, 5, 0, tzinfo=UTC),
    closed_at=datetime(2026, 11, 20, 7, 30, tzinfo=UTC),
    presiding="Әлия Жұмабекова",
    secretary="Сәуле Тоқтар",
    members=(
        MemberLine("Әлия Жұмабекова", "chair", True),
        MemberLine("Ерлан Ғабдуллин", "deputy", True),
        MemberLine("Тимур Ахметов", "member", False),
    ),
    items=(ITEM,),
    signed_by_chair="Әлия Жұмабекова",
    signed_by_secretary="Сәуле Тоқтар",
    text_sha256="ab" * 32,
    journal_seq=480,
    journal_hash="cd" * 32,
)


def parts(data: MinutesData) -> tuple[str, str]:
    kazakh, _cut, russian = text(build(data)).partition("ПРАВИТЕЛЬСТВО")
    return kazakh, russian


def test_the_sitting_its_composition_and_its_seal_are_in_both_languages():
    kazakh, russian = parts(MINUTES)

    for part in (kazakh, russian):
        for fact in (
            "Астана",
            "20.11.2026 10:00",
            "20.11.2026 12:30",
            "Сәуле Тоқтар",
            "ab" * 32,
            "№ 480",
            "cd" * 32,
        ):
            assert fact in part
    assert "Тимур Ахметов Комиссия мүшесі қатыспады" in kazakh
    assert "Тимур Ахметов член Комиссии отсутствует" in russian
    assert "№ 7 отырыс хаттамасы" in kazakh
    assert "Протокол заседания № 7" in russian


def test_an_item_shows_motion_quorum_votes_tally_and_dissent():
    kazakh, russian = parts(MINUTES)

    assert "Рекомендовать Правительству выдать разрешение" in russian
    assert "требуется: 3, присутствует: 4" in russian
    assert "Не участвовали из-за заинтересованности" in russian
    assert "Ерлан Ғабдуллин Особое мнение: Пікірім бөлек против" in russian
    assert "За – 2, против – 1, воздержалось – 0, не голосовало – 1." in russian
    assert "При равенстве голосов решающим был голос председательствующего." in russian
    assert "Предложение принято" in russian
    assert "Ұсыныс қабылданды" in kazakh
    assert "Жақтап – 2, қарсы – 1, қалыс қалды – 0, дауыс бермеді – 1." in kazakh
    assert "SO-B-020 — Әуежай" in kazakh


def test_a_motion_lost_and_an_item_without_a_vote_say_so():
    lost = replace(ITEM, carried=False, by_presiding_vote=False)
    unheard = replace(ITEM, position=2, carried=None, votes=())
    kazakh, russian = parts(replace(MINUTES, items=(lost, unheard)))

    assert "Предложение не принято" in russian
    assert "На голосование не ставилось." in russian
    assert "Ұсыныс қабылданбады" in kazakh
    assert "Дауысқа қойылған жоқ." in kazakh
    assert "решающим" not in russian


def test_the_same_minutes_are_the_same_bytes():
    assert build(MINUTES) == build(MINUTES)
