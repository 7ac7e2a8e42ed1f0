"""How a test reads a paper: its text, page by page, with every run of spaces and line ends made one space."""

import io

from pypdf import PdfReader


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))
