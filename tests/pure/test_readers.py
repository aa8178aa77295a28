"""Each format to an article: text, what the file says about it, and one record per fault."""

import csv
import gzip
import io
import json
from datetime import date

import pytest

from summarizer.article import ReadFailure, SourcedArticle
from summarizer.read.article import Metadata
from summarizer.read.articles import count_articles, format_of, read_articles
from summarizer.read.encoding import guess_encoding
from summarizer.read.record import Fields, ReadOptions

TEXT = "Shells fell on the market of Varn on Friday, a doctor said. Two people were killed."
DAY = date(2016, 6, 26)


def read(path, **options):
    return list(read_articles([path], ReadOptions(**options)))


def facts(item):
    """Return an article as the tuple the tables below compare."""
    if isinstance(item, ReadFailure):
        return (item.source.rpartition("/")[2], item.message)
    assert isinstance(item, SourcedArticle)
    return (
        item.source.rpartition("/")[2],
        item.text,
        item.title,
        item.published,
        item.publisher,
        item.url,
        item.language,
        item.author,
    )


def written(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# -- text and its encodings ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Des obus sont tombés près du marché, où l’hôpital a été touché."),
        ("cp1252", "“Shells fell,” he said — twice."),
        ("cp1252", "Über fünfzig Häuser wurden zerstört, größere Schäden gab es nördlich."),
        ("cp1251", "Снаряды попали в рынок, сообщил врач. По его словам, погибли двое."),
        ("cp1251", "Українські військові повідомили про обстріл міста. Є поранені."),
        ("cp1251", "ВЗРЫВ В ГОРОДЕ. Reuters сообщает о двух погибших в районе рынка."),
        ("koi8-r", "Снаряды попали в рынок, сообщил врач. По его словам, погибли двое."),
        ("cp1256", "سقطت قذائف على السوق وقال طبيب إن شخصين قتلا في الهجوم."),
        ("cp1256", "قال ناشطون إن القصف أصاب مدرسة في حلب، وفق ما ذكرت Reuters."),
    ],
)
def test_a_code_page_is_told_by_its_letters(tmp_path, encoding, text):
    path = written(tmp_path, "a.txt", text.encode(encoding))
    notes = []
    [article] = read(path, note=notes.append)
    assert (guess_encoding(text.encode(encoding)), article.text) == (encoding, text)
    assert notes == [f"{path}: not marked as to its encoding, read as {encoding}"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("koi8-r", "Погибли двое военных."),  # too short: nearly as good in Arabic letters
        ("cp1250", "Żołnierze zajęli łąkę, jak podała rzeczniczka ośrodka."),
        ("cp1254", "Şehirde çatışmalar yoğunlaştı, güvenlik güçleri açıkladı."),
    ],
)
def test_a_code_page_that_is_not_known_is_refused_and_not_misread(tmp_path, encoding, text):
    [failure] = read(written(tmp_path, "a.txt", text.encode(encoding)))
    assert "its encoding cannot be told" in failure.message


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfShells fell.", "Shells fell."),
        ("Снаряды".encode("utf-16"), "Снаряды"),
        ("Shells fell.".encode("utf-16-le"), "Shells fell."),
        (b"Shells\r\nfell.\r\n", "Shells\r\nfell.\r\n"),  # offsets count what is stored
    ],
)
def test_text_comes_back_as_stored(tmp_path, data, text):
    assert [item.text for item in read(written(tmp_path, "a.txt", data))] == [text]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b"abc\0\1\2def", "binary file"),
        ("a.txt", b"x" * 5_000_001, "up to 5 MB"),
        ("a.md", b"---\ntitle: x\n---\n\n", "no text below it"),
        ("a.json", b"[]", "list is empty"),
        ("a.json", b'[{"text": "One."}, {"te', "no JSON list to its end"),
        ("a.json", b"{'text': 1}", "this is no JSON"),
        ("a.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\xffgarbage", "damaged or cut off"),
        ("a.pdf", b"%PDF-1.4 nothing more", "may be damaged"),
        ("a.docx", b"PK\x03\x04 nothing more", "may be damaged"),
        ("a.parquet", b"PAR1 nothing more PAR1", "may be damaged"),
        ("a.html", b"<html><body></body></html>", "no article was found"),
        ("a.xml", b"<note>no feed</note>", "no RSS or Atom feed"),
    ],
)
def test_what_cannot_be_read_is_one_failure(tmp_path, name, data, message):
    *before, failure = read(written(tmp_path, name, data))
    assert isinstance(failure, ReadFailure)
    assert message in failure.message
    assert all(isinstance(item, SourcedArticle) for item in before)
    assert "\n" not in failure.message


def test_a_file_that_vanishes_midway_is_one_failure(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        written(tmp_path, name, TEXT + name)
    found = read_articles([tmp_path])
    first = next(found)
    (tmp_path / "b.txt").unlink()
    assert [facts(item)[:2] for item in (first, *found)] == [
        ("a.txt", TEXT + "a.txt"),
        ("b.txt", "there is no such file; check the spelling"),
        ("c.txt", TEXT + "c.txt"),
    ]


# -- single files ----------------------------------------------------------------------------------


def test_front_matter_is_metadata_and_the_text_begins_below_it(tmp_path):
    front = "---\ntitle: 'Shells fell'\ndate: 2016-06-26 10:00\nauthor: N. Sarkis\nlang: en\n---\n"
    [article] = read(written(tmp_path, "a.md", f"{front}{TEXT}"))
    assert facts(article) == ("a.md", TEXT, "Shells fell", DAY, None, None, "en", "N. Sarkis")


def test_a_rule_between_paragraphs_is_no_front_matter(tmp_path):
    text = f"---\nOne sentence, no key: value? No.\nAnother.\n---\n{TEXT}"
    assert [item.text for item in read(written(tmp_path, "a.md", text))] == [text]


def test_a_sidecar_goes_before_the_file_and_the_caller_before_both(tmp_path):
    path = written(tmp_path, "a.md", f"---\ntitle: Front\npublisher: Front\nurl: u\n---\n{TEXT}")
    written(tmp_path, "a.toml", 'title = "Beside"\npublisher = "Beside"')
    [article] = read(path, known=Metadata(title="Caller"))
    assert facts(article)[2:6] == ("Caller", None, "Beside", "u")


PAGE = f"""<html lang="en"><head><title>Shells hit market - The Post</title>
<meta property="og:site_name" content="The Post"><meta name="author" content="Nora Sarkis">
<meta property="article:published_time" content="2016-06-26T08:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/about">About the paper</a></nav>
<article><h1>Shells hit market</h1><p>{TEXT}</p>
<p>The army denied that it had fired at the town, which rebels have held since spring.</p>
<p>Residents said that the shelling went on for two hours and hit a school, too.</p></article>
<footer>All rights reserved by nobody</footer></body></html>"""


def test_a_page_gives_its_article_and_what_it_says_about_it(tmp_path):
    pytest.importorskip("trafilatura")
    [article] = read(written(tmp_path, "a.html", PAGE))
    assert TEXT in article.text
    assert "Home" not in article.text
    assert facts(article)[2:5] == ("Shells hit market", DAY, "The Post")
    assert article.author == "Nora Sarkis"


def test_a_word_file_gives_paragraphs_and_tables_in_order(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.core_properties.title = "Shells hit market"
    document.add_paragraph(TEXT)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Killed", "2"
    document.add_paragraph("The army denied it.")
    document.save(tmp_path / "a.docx")
    [article] = read(tmp_path / "a.docx")
    assert article.text == f"{TEXT}\nKilled\t2\nThe army denied it."
    assert article.title == "Shells hit market"


def pdf(*lines):
    """Return a PDF of one page with *lines*, built by hand."""
    shown = b" ".join(b"(" + line.encode() + b") Tj 0 -14 Td" for line in lines)
    stream = b"BT /F1 12 Tf 50 700 Td " + shown + b" ET" if lines else b""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made
        + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\n" % table
        + (b"startxref\n%d\n%%%%EOF" % len(made))
    )


def test_a_pdf_gives_its_text_and_a_scan_is_no_empty_article(tmp_path):
    pytest.importorskip("pypdf")
    [article] = read(written(tmp_path, "a.pdf", pdf("Shells fell on Varn.", "Two men died.")))
    [failure] = read(written(tmp_path, "scan.pdf", pdf()))
    assert article.text.split("\n")[:2] == ["Shells fell on Varn.", "Two men died."]
    assert "run text recognition first" in failure.message


# -- files of records ------------------------------------------------------------------------------

ROWS = [
    {"body": TEXT, "headline": "One", "date": "2016-06-26", "source": "The Post", "link": "u1"},
    {"body": "", "headline": "Empty", "date": "", "source": "", "link": ""},
    {"body": f"{TEXT} Later.", "headline": "", "date": "soon", "source": "", "link": ""},
    {"body": f"{TEXT} Again.", "headline": "", "date": "26/6/2016", "source": "", "link": ""},
]


def as_csv(rows, delimiter=","):
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def as_parquet(rows):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    made = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.jsonl", lambda rows: "\n".join(map(json.dumps, rows))),
        ("a.jsonl.gz", lambda rows: gzip.compress("\n".join(map(json.dumps, rows)).encode())),
        ("a.json", json.dumps),
        ("a.csv", as_csv),
        ("a.csv.gz", lambda rows: gzip.compress(as_csv(rows).encode())),
        ("a.tsv", lambda rows: as_csv(rows, "\t")),
        ("a.parquet", as_parquet),
    ],
)
def test_records_become_articles_by_the_usual_names_of_their_fields(tmp_path, name, make):
    """A record that cannot be used is a failure with its number; the others go on."""
    path = written(tmp_path, name, make(ROWS))
    first, *rest = read(path)
    assert facts(first) == (f"{name}#1", TEXT, "One", DAY, "The Post", "u1", None, None)
    assert [facts(item)[0] for item in rest] == [f"{name}#{n}" for n in (2, 3, 4)]
    assert [facts(item)[1][:50] for item in rest] == [
        "the text of this record is empty",
        "'soon' is not a publication date; write it as YYYY",
        "'26/6/2016' is not a publication date; write it as",
    ]
    undated = read(path, fields=Fields(published=""))
    assert [item.text[-6:] for item in undated if isinstance(item, SourcedArticle)] == [
        TEXT[-6:],
        "Later.",
        "Again.",
    ]


def test_fields_can_be_named_and_lie_inside_others(tmp_path):
    row = {
        "doc": {"full": TEXT, "by": ["A. Ode", "B. Lin"]},
        "when": 20160626,
        "text": "no",
        "n": 7,
    }
    path = written(tmp_path, "a.jsonl", json.dumps(row))
    fields = Fields(text="doc.full", author="doc.by", published="when", id="n")
    [article] = read(path, fields=fields)
    assert (article.text, article.published, article.author, article.id) == (
        TEXT,
        DAY,
        "A. Ode, B. Lin",
        "7",
    )
    [failure] = read(path, fields=Fields(text="doc.body"))
    assert failure.message == (
        "the field 'doc.body' is missing or empty; it has 'doc', 'when', 'text', 'n'"
    )


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2016-06-26", DAY),
        ("2016-06-26T08:00:00Z", DAY),
        ("2016-06-26 08:00", DAY),
        ("2016/06/26", DAY),
        ("Sun, 26 Jun 2016 08:00:00 GMT", DAY),
        ("26 Jun 2016 08:00:00 +0200", DAY),
        ("", None),
    ],
)
def test_dates_of_records_have_many_forms(tmp_path, printed, day):
    path = written(tmp_path, "a.jsonl", json.dumps({"text": TEXT, "date": printed}))
    assert [item.published for item in read(path)] == [day]


def test_a_broken_line_costs_itself_alone(tmp_path):
    lines = ['\ufeff{"text": "One fell."}', "{oops", "", "[1]", '{"text": "Five fell."}']
    found = read(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [facts(item)[:2] for item in found if isinstance(item, SourcedArticle)] == [
        ("a.jsonl#1", "One fell."),
        ("a.jsonl#5", "Five fell."),
    ]
    assert [item.source[-2:] for item in found if isinstance(item, ReadFailure)] == ["#2", "#4"]


def test_a_long_json_list_is_read_piece_by_piece(tmp_path):
    rows = [{"text": f"Shell number {n} fell. " + "x" * 700} for n in range(500)]
    path = written(tmp_path, "a.json", json.dumps(rows, indent=1))
    assert [item.text for item in read(path)] == [row["text"] for row in rows]


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>
<language>en</language>
<item><title>Market hit</title><link>https://example.org/1</link>
<pubDate>Sun, 26 Jun 2016 08:00:00 GMT</pubDate>
<description>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;It went on.&lt;/p&gt;</description></item>
<item><title>Only a link</title><link>https://example.org/2</link></item>
</channel></rss>"""


def test_a_feed_gives_an_article_for_each_entry_with_text(tmp_path):
    pytest.importorskip("feedparser")
    first, second = read(written(tmp_path, "a.rss", FEED))
    assert facts(first) == (
        "a.rss#1", f"{TEXT}\nIt went on.", "Market hit", DAY, "The Post", "https://example.org/1",
        "en", None,
    )  # fmt: skip
    assert "only a link" in second.message


def archive(*pages):
    writer = pytest.importorskip("warcio.warcwriter")
    from warcio.statusandheaders import StatusAndHeaders

    made = io.BytesIO()
    into = writer.WARCWriter(made, gzip=True)
    for url, kind, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        into.write_record(
            into.create_warc_record(
                url, "response", payload=io.BytesIO(body.encode()), http_headers=headers
            )
        )
    return made.getvalue()


def test_an_archive_gives_the_pages_and_not_the_pictures(tmp_path):
    pytest.importorskip("trafilatura")
    data = archive(
        ("https://example.org/a", "text/html; charset=utf-8", PAGE),
        ("https://example.org/a.png", "image/png", "no text"),
        ("https://example.org/empty", "text/html", "<html></html>"),
    )
    article, failure = read(written(tmp_path, "a.warc.gz", data))
    assert TEXT in article.text
    assert (article.source[-2:], article.url) == ("#1", "https://example.org/a")
    assert failure.message.startswith("https://example.org/empty: no article was found")


# -- which format ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TEXT, "text"),
        (json.dumps({"text": TEXT}), "jsonl"),
        (json.dumps([{"text": TEXT}]), "json"),
        (gzip.compress(json.dumps({"text": TEXT}).encode()), "jsonl"),
    ],
)
def test_a_file_without_a_telling_name_is_told_by_its_first_bytes(tmp_path, data, kind):
    path = written(tmp_path, "download", data)
    assert (format_of(str(path)), [item.text for item in read(path)]) == (None, [TEXT])
    assert [item.text for item in read(path, format=kind)] == [TEXT]


def test_standard_input_is_read_as_a_stream_of_records(monkeypatch):
    data = "".join(json.dumps({"text": f"{TEXT} {n}"}) + "\n" for n in range(3)).encode()
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data)))
    monkeypatch.setattr("sys.stdin", stdin)
    assert [item.source for item in read("-")] == ["-#1", "-#2", "-#3"]


def test_a_missing_library_is_named_with_its_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    [failure] = read(written(tmp_path, "a.html", PAGE))
    assert failure.message == (
        "reading this format needs trafilatura; type: pip install 'conflict-summarizer[html]'"
    )


def test_articles_are_counted_where_that_can_be_done_without_reading_them(tmp_path):
    written(tmp_path, "a.txt", TEXT)
    written(tmp_path, "b.jsonl", '{"text": "x"}\n{"text": "y"}\n')
    assert count_articles([tmp_path], ReadOptions()) == 3
    written(tmp_path, "c.csv", "text\nx\n")
    assert count_articles([tmp_path], ReadOptions()) is None
