"""The SVG itself: well formed, every word inside its box, nothing a strict policy would refuse."""

import re
from xml.etree import ElementTree

import pytest

from commission.drawing.chart import BOX_WIDTH, Box, Chart, Line, Shape, Stroke, svg
from commission.drawing.text import width

NAME = '«Стратегиялық коммуникациялық нысандарды дамыту жөніндегі ұлттық компания» <b>акционерлік</b> & қоғамы "X"'
SPACE = "{http://www.w3.org/2000/svg}"


def chart(count: int = 3) -> Chart:
    shapes = list(Shape)
    return Chart(
        boxes=(
            Box("T", Shape.COMPANY, ("Legal entity", "Kazakhstan (KZ)"), NAME, ("Own shares",), marked=True),
            *(
                Box(f"H{i}", shapes[i % len(shapes)], ("Kind",), f"Holder {i}", hatched=i % 2 == 0)
                for i in range(count)
            ),
        ),
        lines=(
            *(
                Line(f"H{i}", "T", f"{i} % to {i + 1} %", list(Stroke)[i % 4], i == 0, i == 1)
                for i in range(count)
            ),
            Line("T", "H0", "50 %"),
        ),
        title="Title <&>",
        description="What is seen",
    )


def tree(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)


@pytest.mark.parametrize("count", [1, 3, 14])
def test_every_word_lies_inside_its_box(count: int):
    root = tree(svg(chart(count), id="p", room=900).text)
    boxes = [group for group in root.iter(f"{SPACE}g") if group.get("class", "").startswith("app-net__box")]
    assert len(boxes) == count + 1
    for box in boxes:
        frame = next(iter(box))
        left = 0.0 if frame.get("x") is None else float(frame.get("x", ""))
        for text in box.iter(f"{SPACE}text"):
            half = width(text.text or "", int(text.get("font-size", ""))) / 2
            assert half <= BOX_WIDTH / 2
            if frame.get("x") is not None:
                assert left <= float(text.get("x", "")) - half
                assert float(text.get("y", "")) <= float(frame.get("y", "")) + float(frame.get("height", ""))


def test_it_says_what_it_is_and_escapes_what_it_is_told():
    drawing = svg(chart(), id="p", room=900).text
    root = tree(drawing)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "p-title p-desc"
    assert [element.text for element in list(root)[:2]] == ["Title <&>", "What is seen"]
    assert "<b>" not in drawing
    words = " ".join(text.text or "" for text in root.iter(f"{SPACE}text"))
    assert "<b>акционерлік</b> &" in words


def test_nothing_in_it_needs_an_exception_from_the_policy():
    drawing = svg(chart(9), id="p", room=900).text
    assert re.findall(r"style=|<script|<style|\son\w+=|href=", drawing) == []


def test_the_same_chart_is_the_same_text():
    assert svg(chart(14), id="p", room=900).text == svg(chart(14), id="p", room=900).text


def test_labels_do_not_cover_each_other():
    root = tree(svg(chart(11), id="p", room=900).text)
    labels = [
        [float(next(iter(group)).get(name, "")) for name in ("x", "y", "width", "height")]
        for group in root.iter(f"{SPACE}g")
        if group.get("class", "").startswith("app-net__label")
    ]
    assert len(labels) == 12
    for i, (x, y, wide, high) in enumerate(labels):
        for left, top, broad, tall in labels[i + 1 :]:
            assert x >= left + broad or left >= x + wide or y >= top + tall or top >= y + high


def test_one_box_alone_is_a_drawing_too():
    lone = Chart((Box("T", Shape.COMPANY, ("Legal entity",), "T"),), (), "t", "d")
    assert len(list(tree(svg(lone, id="p", room=900).text).iter(f"{SPACE}text"))) == 2
