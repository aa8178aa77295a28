"""PDF and Word files: their text in reading order, as far as the file tells it."""

from __future__ import annotations

import io
import zipfile
from typing import IO, Any

from summarizer.errors import ArticleError
from summarizer.read.article import Metadata
from summarizer.read.record import Found, ReadOptions, Records, checked, load, whole

MAX_FILE = 100_000_000
MAX_UNPACKED = 300_000_000  # a zip of a few kilobytes may unpack to gigabytes


def read_pdf(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield the text of a PDF. A scan without a text layer is an error, never an empty article."""
    pypdf = load("pypdf", "pdf")
    reader = pypdf.PdfReader(io.BytesIO(whole(file, MAX_FILE)))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ArticleError("this PDF wants a password; save a copy without one")
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text())
        checked("".join(pages[-1:]))
    text = checked("\n\n".join(pages))
    if not text.strip():
        raise ArticleError(
            "this PDF holds pictures and no text; run text recognition first, for example:"
            " ocrmypdf FILE WITH_TEXT.pdf"
        )
    yield Found(text)


def read_docx(file: IO[bytes], options: ReadOptions) -> Records:
    """Yield the paragraphs and tables of a Word file, in order."""
    docx = load("docx", "docx")
    data = io.BytesIO(whole(file, MAX_FILE))
    with zipfile.ZipFile(data) as parts:
        if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
            raise ArticleError("this Word file unpacks to more than 300 MB; save its text alone")
    document = docx.Document(data)
    text = "\n".join(_lines(document))
    if not text.strip():
        raise ArticleError("this Word file has no text")
    yield Found(checked(text), Metadata(title=document.core_properties.title or None))


def _lines(document: Any) -> list[str]:
    lines: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return lines
