"""Files made for the tests, good ones and hostile ones, byte by byte where no library would write them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.actions import JavaScript
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

W_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
X_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """An upload whose name nobody has cleaned, as code or another server could hand it in."""
    file = SimpleUploadedFile("x", data)
    file._name = name  # type: ignore[attr-defined]  # past Django's own cleaning
    return file


def written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pdf(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    return written(writer)


def encrypted_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("password", algorithm="AES-256")
    return written(writer)


def pdf_with_javascript() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_open_action(JavaScript("app.alert('hello')"))
    return written(writer)


def pdf_with_attachment() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("notes.txt", b"hello")
    return written(writer)


def pdf_with_annotation(**action: str) -> bytes:
    """A page with a link whose action has the given entries, as in `S="/Launch"`."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    entries = {f"/{key}": NameObject(v) if v[0] == "/" else TextStringObject(v) for key, v in action.items()}
    names = DictionaryObject({NameObject(key): value for key, value in entries.items()})
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
            NameObject("/A"): names,
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    return written(writer)


def pdf_with_stream(data: bytes) -> bytes:
    """A page whose content unpacks to `data`."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = StreamObject()
    stream._data = zlib.compress(data, 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def pdf_with_many_pages(pages: int) -> bytes:
    """A page tree whose entries all name the same page: small, and as long as one likes."""
    kids = " ".join(["3 0 R"] * pages)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>",
    ]
    return plain_pdf(objects)


def plain_pdf(objects: list[str]) -> bytes:
    """A PDF of the given objects, numbered from 1; the first is the catalogue."""
    parts, offsets, length = [b"%PDF-1.4\n"], [], 9
    for number, content in enumerate(objects, start=1):
        offsets.append(length)
        parts.append(f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1"))
        length += len(parts[-1])
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    table += "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{length}\n%%EOF\n"
    return b"".join(parts) + table.encode() + trailer.encode()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def huge_png(width: int, height: int, rows: int | None = None) -> bytes:
    """A one-colour PNG of any size in a few kilobytes; `rows` of it, where fewer than promised."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\x00" * (width + 1)) for _row in range(rows or height))
    packed += packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def archive(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def content_types(main: str, kind: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )


def relation(kind: str, target: str) -> str:
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )


def docx_parts() -> dict[str, bytes | str]:
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body/></w:document>'
    return {"[Content_Types].xml": content_types("word/document.xml", W_MAIN), "word/document.xml": document}


def docx(more: Mapping[str, bytes | str] | None = None) -> bytes:
    return archive({**docx_parts(), **(more or {})})


def xlsx(more: Mapping[str, bytes | str] | None = None) -> bytes:
    types = content_types("xl/workbook.xml", X_MAIN)
    return archive({"[Content_Types].xml": types, "xl/workbook.xml": "<workbook/>", **(more or {})})


def docx_with(entry: zipfile.ZipInfo, data: str) -> bytes:
    """A good document with one more entry described by hand."""
    buffer = io.BytesIO(docx())
    with zipfile.ZipFile(buffer, "a") as file:
        file.writestr(entry, data)
    return buffer.getvalue()


# A file of its own in front of a document's package.
ZIP_PREFIX = archive({"a.txt": "x"})
