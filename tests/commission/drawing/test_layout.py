"""Boxes that never touch, holders before what they hold, circles and loners included, the same plan every time."""

import random
import subprocess
import sys

import pytest

from commission.drawing.layout import Size, plan

BOX = Size(200, 60)


def planned(edges, names=None, room=900.0):
    names = names or list(dict.fromkeys(name for edge in edges for name in edge))
    return plan(dict.fromkeys(names, BOX), edges, room=room)


def touching(made):
    places = list(made.places.values())
    return [
        (a, b)
        for i, a in enumerate(places)
        for b in places[i + 1 :]
        if a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height
    ]


def test_a_holder_stands_above_what_it_holds():
    made = planned([("A", "B"), ("B", "C"), ("A", "C")])
    assert [made.places[name].layer for name in "ABC"] == [2, 1, 0]
    assert made.places["A"].y < made.places["B"].y < made.places["C"].y
    # The long edge passes the middle layer beside B.
    [bend] = made.routes["A", "C"]
    assert made.places["B"].y < bend.y < made.places["B"].y + BOX.height
    assert not made.places["B"].x <= bend.x <= made.places["B"].x + BOX.width


def test_nothing_one_box_and_boxes_without_edges():
    assert planned([], names=["ONE"]).places["ONE"].layer == 0
    assert touching(planned([], names=["ONE", "TWO"])) == []
    assert plan({}, [], room=900).places == {}


def test_own_shares_and_circles_are_laid_out_like_anything_else():
    made = planned([("A", "A"), ("A", "B"), ("B", "A"), ("C", "A")])
    assert {made.places[name].layer for name in "AB"} == {0, 1} or {
        made.places[name].layer for name in "AB"
    } == {1, 2}
    ring = planned([("A", "B"), ("B", "C"), ("C", "A"), ("X", "A")])
    assert sorted(ring.places[name].layer for name in "ABC") == [0, 1, 2]
    assert touching(ring) == []


def test_many_holders_stand_one_below_the_other_where_the_room_is_short():
    edges = [(f"H{i}", "T") for i in range(11)]
    made = planned(edges)
    assert made.sideways
    assert made.width < 900
    assert made.places["H0"].x < made.places["T"].x
    assert planned(edges[:3]).sideways is False


@pytest.mark.parametrize("seed", range(25))
def test_random_networks_never_put_two_boxes_on_one_place(seed: int):
    dice = random.Random(seed)
    names = [f"N{i}" for i in range(dice.choice([2, 5, 12, 40]))]
    edges = [(dice.choice(names), dice.choice(names)) for _ in range(dice.randint(1, 3 * len(names)))]
    made = planned(edges, names)
    assert touching(made) == []
    assert all(
        0 <= p.x <= made.width - p.width and 0 <= p.y <= made.height - p.height for p in made.places.values()
    )


def test_the_plan_does_not_depend_on_the_process():
    code = (
        "from commission.drawing.layout import Size, plan;"
        "e=[(f'H{i}', f'C{i%4}') for i in range(20)]+[(f'C{i}','T') for i in range(4)];"
        "n=dict.fromkeys([x for a in e for x in a], Size(200, 60)); print(plan(n, e, room=900).places)"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
