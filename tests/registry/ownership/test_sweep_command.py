"""manage.py sweep: what it writes and prints, and what it refuses."""

import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

CN, KZ, A, B, C, D, E, F, G, H, V = range(11)
HOLDINGS = [
    (CN, A, 0.6),
    (KZ, A, 0.4),
    (A, B, 0.5),
    (CN, B, 0.1),
    (KZ, B, 0.4),
    (A, C, 0.5),
    (KZ, C, 0.5),
    (E, D, 1.0),  # D and E own each other, but for a tenth of E
    (D, E, 0.9),
    (CN, E, 0.1),
    (F, F, 0.2),  # own shares
    (CN, F, 0.45),
    (H, G, 1.0),  # G and H own each other wholly
    (G, H, 1.0),
    (V, V, 1.0),  # V owns itself
]


def columns(**changes) -> dict[str, np.ndarray]:
    src, dst, w = (np.array(column) for column in zip(*HOLDINGS, strict=True))
    country = np.zeros(11, np.int16)
    country[CN] = 7
    arrays = {
        "src": src.astype(np.int32),
        "dst": dst.astype(np.int32),
        "w": w,
        "is_company": np.arange(11) > KZ,
        "country": country,
    }
    return arrays | changes


def write(folder: Path, **changes) -> str:
    file = folder / "register.npz"
    np.savez(file, **{name: array for name, array in columns(**changes).items() if array is not None})
    return str(file)


def test_values_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "result.npz"
    call_command("sweep", write(tmp_path), out=str(out), format="json")
    figures = json.loads(capsys.readouterr().out)
    assert list(figures) == ["nodes", "arcs", "load_s", "m_s", "k_s", "controllers_s", "peak_rss_mb"]
    assert (figures["nodes"], figures["arcs"]) == (11, 15)
    with np.load(out) as result:
        assert sorted(result) == ["K", "M", "controller"]
        m, k, controller = result["M"], result["K"], result["controller"]
    assert (m.dtype, k.dtype, controller.dtype) == (np.float64, np.float64, np.int64)
    # B: 1/10 + 1/2 of A's 6/10. C: 1/2 of 6/10. E = 1/10 + 9/10 D and D = E, so both are 1. F: 45 of 80 votes.
    # G and H, and V, have nobody behind them.
    assert m.round(12).tolist() == [1, 0, 0.6, 0.4, 0.3, 1, 1, 0.5625, 0, 0, 0]
    # A and F are controlled. A votes its whole 1/2 in B, with CN's 1/10 that is control; in C exactly half.
    assert k.round(12).tolist() == [1, 0, 0.6, 0.6, 0.5, 0, 0.1, 0.5625, 0, 0, 0]
    # B by a joint majority of CN and its A. D with E, and G with H, are rings.
    assert controller.tolist() == [-1, -1, CN, CN, -1, D, D, CN, G, G, -1]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_lots_of_one_holder_are_added_up(tmp_path: Path) -> None:
    """0.3 and 0.3 of CN in A are as good as 0.6, and a majority."""
    lots = [(CN, A, 0.3), (CN, A, 0.3), *HOLDINGS[1:]]
    src, dst, w = (np.array(column) for column in zip(*lots, strict=True))
    out = tmp_path / "result.npz"
    call_command("sweep", write(tmp_path, src=src, dst=dst, w=w), out=str(out))
    with np.load(out) as result:
        assert (result["M"][A].round(12), result["K"][B].round(12), result["controller"][A]) == (0.6, 0.6, CN)


def test_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sweep", write(tmp_path))
    page = capsys.readouterr().out
    for line in (
        "11 nodes, 15 holdings",
        "more than nothing in 6 companies",
        "they control 3",
        "found for 7",
        "only each other: 3",
    ):
        assert line in page


def changed(name: str, place: int, value) -> dict[str, np.ndarray]:
    array = columns()[name].copy()
    array[place] = value
    return {name: array}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"w": None, "country": None}, "array missing: w, country"),
        ({"w": np.ones(3)}, "arrays differ in length: src 15, dst 15, w 3"),
        ({"country": np.zeros(3, int)}, "arrays differ in length: is_company 11, country 3"),
        (changed("src", 2, 11), r"src\[2\]: node 11 is not among the 11 nodes"),
        (changed("dst", 4, -1), r"dst\[4\]: node -1 is not among the 11 nodes"),
        (changed("w", 1, 1.5), r"w\[1\]: a share between 0 and 1 expected, 1.5 found in company 2"),
        (changed("w", 3, np.nan), r"w\[3\]: a share between 0 and 1 expected, nan found in company 3"),
        (changed("w", 3, -0.1), r"w\[3\]: a share between 0 and 1 expected, -0.1 found in company 3"),
        (changed("w", 1, 0.4000001), "company 2: holdings add up to 1.0000001, more than the whole$"),
        (
            changed("w", [1, 6], 0.7),
            r"company 2: holdings add up to 1.3, more than the whole \(and 1 more\)$",
        ),
        (changed("dst", 1, KZ), r"node 1 is owned \(by 1\) but is no company"),
        ({"src": columns()["w"]}, "src: whole numbers expected, float64 found"),
        ({"src": np.ones((15, 2), int)}, "src: a flat array of numbers expected"),
        ({"is_company": np.full(11, 2)}, "is_company: only true and false"),
        ({"country": np.full(11, -1)}, "country: whole numbers from 0"),
        ({"w": np.array([object()] * 15)}, "not an .npz archive of plain arrays"),
    ],
)
def test_what_is_no_register_is_refused_in_one_line(tmp_path: Path, changes, complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint) as ended:
        call_command("sweep", write(tmp_path, **changes), out=str(tmp_path / "result.npz"))
    assert (ended.value.returncode, "\n" in str(ended.value)) == (2, False)
    assert not (tmp_path / "result.npz").exists()


def test_a_sum_within_rounding_of_the_whole_is_accepted(tmp_path: Path) -> None:
    call_command("sweep", write(tmp_path, **changed("w", 1, 0.4 + 5e-10)))


def test_files_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    good, text = write(tmp_path), tmp_path / "text.npz"
    text.write_text("src, dst, w")
    truncated = tmp_path / "truncated.npz"
    truncated.write_bytes(Path(good).read_bytes()[:900])
    alone = tmp_path / "alone.npy"
    np.save(alone, np.ones(3))
    for file, out, complaint in (
        (tmp_path / "absent.npz", None, "No such file"),
        (tmp_path, None, "Is a directory"),
        (text, None, "not an .npz archive"),
        (truncated, None, "not an .npz archive"),
        (alone, None, "not an .npz archive"),
        (good, tmp_path, "cannot be written there"),
        (good, tmp_path / "absent" / "result.npz", "cannot be written there"),
        (good, good, "would overwrite the register"),
    ):
        with pytest.raises(CommandError, match=complaint) as ended:
            call_command("sweep", str(file), out=out and str(out))
        assert ended.value.returncode == 2
