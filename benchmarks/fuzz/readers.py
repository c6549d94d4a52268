"""Readers of corpora under mutated files: every file becomes rows, or an error of one line."""

# ruff: noqa: E501

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from benchmarks.fuzz.targets import Target, expecting

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "corpus" / "samples"

CSV_WORDS = (",", ";", "\t", "|", '"', '""', "\r\n", "\r", "\n", "text", "id", "date", "headline", "sep=;", "\\", "\x00",
             "\ufeff", "31/12/2023", "2023-02-30", "99999-01-01", "-1", "1e999", "notes", "problem", "article_id")  # fmt: skip
JSON_WORDS = ("{", "}", "[", "]", '"text"', '"id"', ": ", "null", "true", "1e999", "NaN", "-0", "\\ud800", "\\u0000",
              '"published"', '"problem"', '"notes"', "9" * 20, "\n")  # fmt: skip
PAGE_WORDS = ("<p>", "</p>", "<div>", "<article>", "<!--", "-->", "<![CDATA[", "<script>", "<style>", "&#0;", "&#xd800;",
              "&lt;", "<meta charset=", "utf-7", "<figure><figcaption>", "<table><tr><td>", "<time datetime=",
              'class="standfirst"', "<?xml", "<!DOCTYPE", "End of Document", "Load-Date: ", "<br>", "<template>")  # fmt: skip
RTF_WORDS = ("{", "}", "\\par ", "\\'", "\\u", "\\uc", "\\bin", "\\*", "{\\pict", "\\ansicpg", "\\fonttbl", "\\fcharset",
             "Load-Date: ", "End of Document", "Body", "Document ", "-1", "99999999999")  # fmt: skip
XML_WORDS = ("<w:p>", "</w:p>", "<w:r><w:t>", "<row>", "<c ", 'r="A1"', 'r="1048577"', 't="s"', 't="d"', "<v>", "</v>",
             "<dimension ref=", "1e308", "<w:tbl>", "<w:del>", "mc:Fallback", "9" * 15, "&#0;", "&amp;")  # fmt: skip
EXPORT_WORDS = ("____________________", "Full text:", "ProQuest document ID:", "Publication date:", "Title:", "Body",
                "Load-Date: ", "End of Document", "\n", "HD", "TD", "LP", "PD", "SN", "<record>", "<FullText>")  # fmt: skip


def check_read(path: Path, format: str | None = None) -> None:
    """Read a file as a corpus twice, whole and in batches, and hold the rows to their contract."""
    import framing as fr
    from framing.corpus import iter_corpus

    corpus = expecting(lambda: fr.read_corpus(path, format=format))
    if corpus is None:
        return
    problems = [p if isinstance(p, str) else None for p in corpus["problem"]]
    texts = corpus["text"].tolist()
    assert corpus["article_id"].is_unique
    assert all(isinstance(i, str) and i.strip() for i in corpus["article_id"])
    for text, problem in zip(texts, problems, strict=True):
        assert isinstance(text, str)
        assert bool(text.strip()) != bool(problem), (text[:80], problem)
        assert problem is None or "\n" not in problem, problem
        text.encode()
        assert "\x00" not in text
    batches = list(iter_corpus(path, 3, format=format))
    assert [i for b in batches for i in b.column("article_id").to_pylist()] == corpus["article_id"].tolist()
    assert [t for b in batches for t in b.column("text").to_pylist()] == texts


def reading(name: str, format: str | None = None) -> Callable[[bytes, Path], None]:
    """Give a function that writes bytes to a file of that name and reads it."""

    def try_one(data: bytes, folder: Path) -> None:
        path = folder / name
        path.write_bytes(data)
        check_read(path, format)

    return try_one


def samples(*names: str) -> Callable[[], list[bytes]]:
    """Give a function that reads files beside the tests."""
    return lambda: [(SAMPLES / name).read_bytes() for name in names]


def small(*texts: str | bytes) -> Callable[[], list[bytes]]:
    """Give a function that gives small files."""
    return lambda: [text.encode() if isinstance(text, str) else text for text in texts]


@cache
def word_document() -> bytes:
    """Make a small Word document with a heading, a table and inserted text."""
    import docx

    document = docx.Document()
    document.add_heading("Raid kills eight", 0)
    document.add_paragraph("The army said it had left.")
    document.add_table(1, 2).cell(0, 0).text = "In the table"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def workbook() -> bytes:
    """Make a small workbook with texts, numbers, dates and a second sheet."""
    from datetime import UTC, datetime

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["id", "Headline", "Text", "Date"],
        [1, "Raid", "The army said …", datetime.now(UTC).replace(tzinfo=None)],
    ):
        sheet.append(row)
    sheet.append(["b", None, "=1+1", "7 March 2023"])
    book.create_sheet("Other").append(["x"])
    out = io.BytesIO()
    book.save(out)
    return with_shared_strings(out.getvalue())


def with_shared_strings(archive: bytes) -> bytes:
    """Add a part of shared strings, which spreadsheet programs write and openpyxl may not."""
    strings = b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>a</t></si></sst>'
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml" and kind not in content:
                named = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
                content = content.replace(b"</Types>", named)
            if name != "xl/sharedStrings.xml":
                new.writestr(name, content)
        new.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


def parts(archive: bytes, names: Iterable[str]) -> list[bytes]:
    """Give the parts of an archive as seeds: their number in the first byte, then their content; the archive last."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        inner = [bytes([number]) + opened.read(name) for number, name in enumerate(names)]
    return [*inner, b"\xff" + archive]


def with_part(archive: bytes, names: tuple[str, ...], data: bytes) -> bytes:
    """Give the archive with the part replaced that the first byte names, or the bytes as they are."""
    number, content = (data[0] if data else 255), data[1:]
    if number >= len(names):
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == names[number] else old.read(name))
    return out.getvalue()


WORD_PARTS = ("word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/_rels/document.xml.rels")
BOOK_PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml")


def packed(name: str, archive: Callable[[], bytes], names: tuple[str, ...]) -> Callable[[bytes, Path], None]:
    """Give a function that reads an archive with one part replaced."""
    inner = reading(name)
    return lambda data, folder: inner(with_part(archive(), names, data), folder)


def parquet_seeds() -> list[bytes]:
    """Make small Parquet files of several types and codecs."""
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table(
        {
            "article_id": ["a", "b"],
            "text": ["The army said …", None],
            "published": pa.array([0, None], pa.timestamp("us", tz="UTC")),
            "n": [1.5, None],
            "tags": [["x"], None],
        }
    )
    out = []
    for codec in ("none", "zstd"):
        sink = io.BytesIO()
        parquet.write_table(table, sink, compression=codec)
        out.append(sink.getvalue())
    return out


def try_parquet(data: bytes, folder: Path) -> None:
    """Read bytes as Parquet, with a footer length that is true in every second input, so that more is parsed."""
    if data[:1] and data[0] % 2 and len(data) > 20:
        data = b"PAR1" + data[4:]
        cut = data.rfind(b"PAR1")
        if cut > 12:
            length = min(struct.unpack("<I", data[cut - 4 : cut])[0], cut - 8)
            data = data[: cut - 4] + struct.pack("<I", length) + b"PAR1"
    path = folder / "a.parquet"
    path.write_bytes(data)
    check_read(path)


def targets() -> list[Target]:
    """Give a target for each format."""
    corpus = ("framing.corpus",)
    csv = small(
        'id,Title,Body,Date\n1,Raid,"The army said, “…”\n\nit",7.3.2023\n2,,,\n',
        'Titel;text;published\r\nRaid;"He said ""no""";2023-03-07\r\n',
        "sep=|\nid|text\na|b\n",
        "text\tproblem\tnotes\n“one”\t\tx\n",
    )
    lines = small(
        '{"id": 1, "text": "The army said …", "published": "2023-03-07"}\n{"id": "b", "text": ["a", "b"], "n": 1}\n[]\n{}\n'
    )
    listed = small('{"articles": [{"title": "Raid", "body": "The army said …"}, 3]}', '[{"text": "a", "x": {"y": []}}]')
    pages = samples("page.html")
    exports = samples("nexis_uni.html", "lexisnexis_old.html", "factiva_coded.html", "factiva_plain.html")
    rich = samples("nexis_uni.rtf", "factiva_coded.rtf", "factiva_plain.rtf")
    return [
        Target("csv", "tables of delimited text", csv, reading("a.csv"), corpus, CSV_WORDS),
        Target(
            "mediacloud",
            "Media Cloud lists",
            samples("mediacloud.csv"),
            reading("a.csv", "mediacloud"),
            corpus,
            CSV_WORDS,
        ),
        Target("tsv", "tables parted by tabs", csv, reading("a.tsv"), corpus, CSV_WORDS),
        Target("jsonl", "JSON Lines", lines, reading("a.jsonl"), corpus, JSON_WORDS),
        Target("json", "JSON files", listed, reading("a.json"), corpus, JSON_WORDS),
        Target("parquet", "Parquet files", parquet_seeds, try_parquet, corpus),
        Target("txt", "text files", samples("nexis_uni.txt", "page.html"), reading("a.txt"), corpus, EXPORT_WORDS),
        Target("html", "web pages", pages, reading("a.html"), corpus, PAGE_WORDS),
        Target("exports-html", "Nexis and Factiva pages", exports, reading("a.html"), corpus, PAGE_WORDS),
        Target(
            "rtf", "RTF, Nexis and Factiva exports included", rich, reading("a.rtf"), (*corpus, "striprtf"), RTF_WORDS
        ),
        Target(
            "nexis-txt",
            "Nexis exports as text",
            samples("nexis_uni.txt"),
            reading("a.txt", "nexis"),
            corpus,
            EXPORT_WORDS,
        ),
        Target("proquest", "ProQuest exports as text", samples("proquest.txt"), reading("a.txt"), corpus, EXPORT_WORDS),
        Target(
            "proquest-xml",
            "ProQuest exports as XML",
            samples("proquest_historical.xml", "proquest_studio.xml"),
            reading("a.xml"),
            corpus,
            EXPORT_WORDS,
        ),
        Target(
            "docx",
            "Word documents, each part of them",
            lambda: parts(word_document(), WORD_PARTS),
            packed("a.docx", word_document, WORD_PARTS),
            corpus,
            XML_WORDS,
            60_000,
        ),
        Target(
            "xlsx",
            "Excel workbooks, each part of them",
            lambda: parts(workbook(), BOOK_PARTS),
            packed("a.xlsx", workbook, BOOK_PARTS),
            (*corpus, "openpyxl.worksheet", "openpyxl.reader"),
            XML_WORDS,
        ),
    ]
