"""The command as a script meets it: streams, exit codes, one sentence for each bad input."""

import io
import json
import os
import subprocess
import sys

import pytest

from summarizer.cli.main import COMMANDS, main
from summarizer.read.text import MAX_BYTES

ARTICLE = (
    "Two soldiers were killed near Tal Rafa on Sunday when a mortar shell hit their lorry, the"
    " army said. A hospital put the number of wounded at dozens.\n"
)
OFFLINE = (
    "summarizer: read offline by the rules extractor; name a model with --model or"
    " SUMMARIZER_MODEL\n"
)
UNDATED = (
    'summarizer: no publication date for this article, so "on Friday" and the like stay open;'
    " pass --published YYYY-MM-DD\n"
)


@pytest.fixture(autouse=True)
def no_model_is_named(monkeypatch):
    monkeypatch.delenv("SUMMARIZER_MODEL", raising=False)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def stored(article, tmp_path, capsys):
    path = tmp_path / "stored.jsonl"
    options = ["--published", "2024-05-14", "-o", str(path)]
    assert main(["summarize", str(article), *options]) == 0
    capsys.readouterr()
    return path


def run(*words, stdin=b"", **environment):
    """Run the command in a process of its own, as a shell would."""
    return subprocess.run(
        [sys.executable, "-m", "summarizer", *words],
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


# -- the commands and their help -----------------------------------------------------------------


def test_the_help_lists_every_command(capsys):
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out.split("commands:\n")[1].split("\n\n")[0]
    assert [line.split()[0] for line in listed.split("\n")] == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(capsys, command):
    assert main([command, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: summarizer {command} ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "usage: summarizer"),
        (["sumarize"], "invalid choice: 'sumarize'"),
        (["summarize"], "the following arguments are required: FILE"),
        (["summarize", "{article}", "--frobnicate"], "unrecognized arguments: --frobnicate"),
        (["{article}"], "is no command; type: summarizer summarize {article}"),
        (["summarize", "{article}", "--published", "Sunday"], "'Sunday' is not a publication date"),
        (["summarize", "{article}", "--published", "2024-02-30"], "write it as YYYY-MM-DD"),
        (["summarize", "{article}", "--model", "nobody"], "no extractor named 'nobody'"),
        (["summarize", "{article}", "--json", "--text"], "not allowed with argument"),
        (["summarize", "{article}", "-o", "{article}"], "is the article itself"),
        (["summarize", "{article}", "-o", "{folder}"], "cannot be written: Is a directory"),
        (["summarize", "{article}", "{folder}/b.txt", "--title", "T"], "fit one article, not 2"),
        (["show", "{folder}/none.jsonl"], "there is no such file"),
        (["show", "{article}"], "line 1: no JSON object; make the file with:"),
        (["check", "{article}"], "name the articles with --article"),
        (["schema", "other"], "invalid choice: 'other'"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(capsys, article, words, sentence):
    names = {"article": article, "folder": article.parent}
    code = main([word.format(**names) for word in words])
    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert sentence.format(**names) in captured.err
    assert "Traceback" not in captured.err


# -- one article ---------------------------------------------------------------------------------


def test_one_article_is_one_line_of_json_in_a_pipe(capsys, article):
    assert main(["summarize", str(article), "--published", "2024-05-14"]) == 0
    captured = capsys.readouterr()
    assert captured.err == OFFLINE
    assert captured.out.count("\n") == 1
    summary = json.loads(captured.out)
    killed = [row for row in summary["casualties"] if row["harm"] == "killed"]
    assert [(row["count"]["min"], row["count"]["max"]) for row in killed] == [(2, 2)]
    assert summary["article"]["published"]["start"] == "2024-05-14"


def test_text_is_for_reading_in_a_pipe_too(capsys, article):
    assert main(["summarize", str(article), "--text", "--published", "2024-05-14"]) == 0
    assert "] 2 killed: " in capsys.readouterr().out


def test_an_article_without_a_date_works_and_says_what_stays_open(capsys, article):
    assert main(["summarize", str(article), "--model", "rules"]) == 0
    captured = capsys.readouterr()
    assert captured.err == UNDATED
    assert json.loads(captured.out)["article"]["published"] is None


def test_a_model_in_the_environment_is_used_and_not_talked_about(capsys, article, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_MODEL", "rules")
    assert main(["summarize", str(article), "--published", "2024-05-14"]) == 0
    assert capsys.readouterr().err == ""


def test_standard_input_reads_the_same_as_the_file(article):
    from_file = run("summarize", str(article), "--json")
    from_stdin = run("summarize", "-", "--json", stdin=ARTICLE.encode())
    assert (from_stdin.returncode, from_stdin.stdout) == (0, from_file.stdout)


def test_a_sidecar_gives_the_metadata_and_an_option_goes_before_it(capsys, article):
    article.with_suffix(".toml").write_text(
        'published = "2024-05-14"\nurl = "https://example.org/a"\nother = 1\n', encoding="utf-8"
    )
    assert main(["summarize", str(article)]) == 0
    info = json.loads(capsys.readouterr().out)["article"]
    assert (info["published"]["start"], info["url"]) == ("2024-05-14", "https://example.org/a")
    assert main(["summarize", str(article), "--published", "2024-06-01"]) == 0
    info = json.loads(capsys.readouterr().out)["article"]
    assert (info["published"]["start"], info["url"]) == ("2024-06-01", "https://example.org/a")


# -- bad articles --------------------------------------------------------------------------------

BAD = {
    "empty": (b"", "the file is empty; give a text with at least one sentence"),
    "blank": (b" \n\t\n", "the file is empty; give a text with at least one sentence"),
    "mark-only": (b"\xef\xbb\xbf", "the file is empty; give a text with at least one sentence"),
    "binary": (b"\x7fELF\x02\x01\0\0\0", "this is a binary file, not text"),
    "pdf": (b"%PDF-1.7\n", "this is a PDF file, not text; save its text as a .txt file first"),
    "zip": (b"PK\x03\x04rest", "this is a zip file"),
    "koi8": ("Погибли двое военных.".encode("koi8-r"), "the text is not UTF-8, and its encoding"),
    "half-utf16": (b"\xff\xfeT\0h\0e", "the text is damaged: it is not valid utf-16"),
    "large": (b"a" * (4 * MAX_BYTES), "may have up to 5 MB and this has 20.0 MB; split it"),
    "spanish": (
        b"Al menos doce personas murieron el viernes en un ataque.",
        "the article is in Spanish (es); the rules extractor reads English only",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_article_is_one_sentence_and_exit_code_1(capsys, tmp_path, name):
    data, sentence = BAD[name]
    path = tmp_path / f"{name}.txt"
    path.write_bytes(data)
    code = main(["summarize", str(path), "--text"])
    captured = capsys.readouterr()
    assert (code, captured.out) == (1, "")
    said = captured.err.removeprefix(OFFLINE)
    assert said.startswith(f"summarizer: {path}: ")
    assert said.count("\n") == 1
    assert sentence in said


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("none.txt", "there is no such file; check the spelling"),
        ("no-such-*.txt", "no file matches this pattern; check the spelling"),
        ("folder", "no articles in this folder; they end in .txt, .text, .md, .markdown"),
        ("folder/inner.txt/x.txt", "there is no such file; check the spelling"),
    ],
)
def test_a_source_without_an_article_says_so(capsys, tmp_path, name, sentence):
    (tmp_path / "folder").mkdir()
    assert main(["summarize", str(tmp_path / name), "--model", "rules"]) == 1
    captured = capsys.readouterr()
    assert captured.err == f"summarizer: {tmp_path / name}: {sentence}\n"
    assert json.loads(captured.out) == {"error": sentence, "path": str(tmp_path / name)}


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read every file"
)
def test_a_file_one_may_not_read_says_so(capsys, article):
    article.chmod(0)
    assert main(["summarize", str(article), "--model", "rules"]) == 1
    assert "you may not read this file" in capsys.readouterr().err


def test_a_refused_permission_says_so(capsys, article, monkeypatch):
    """The same for the superuser, whom no permission stops."""

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert main(["summarize", str(article), "--model", "rules"]) == 1
    assert "you may not read this file; ask for its permissions" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("published = Sunday", "report.toml beside it cannot be read: "),
        ("published = 12", 'report.toml beside it: write published as "2016-06-26"'),
        ('published = "Sunday"', "'Sunday' is not a publication date"),
        ("title = 7", "report.toml beside it: title is not a text in quotation marks"),
    ],
)
def test_a_broken_sidecar_is_named(capsys, article, line, sentence):
    """A wrong date beside the article must not pass as no date."""
    article.with_suffix(".toml").write_text(line, encoding="utf-8")
    assert main(["summarize", str(article), "--model", "rules"]) == 1
    assert sentence in capsys.readouterr().err


def test_an_escape_sequence_in_a_file_name_does_not_reach_the_terminal(capsys, tmp_path):
    main(["summarize", str(tmp_path / "a\x1b[2Jb.txt"), "--text"])
    assert "\x1b" not in capsys.readouterr().err


# -- many articles -------------------------------------------------------------------------------


def test_one_bad_article_does_not_stop_the_others(capsys, tmp_path):
    (tmp_path / "1.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "2.txt").write_bytes(b"\0\1\2")
    (tmp_path / "3.md").write_text(ARTICLE.replace("Two", "Three"), encoding="utf-8")
    (tmp_path / "README.md").write_text("What is in this folder.", encoding="utf-8")
    code = main(["summarize", str(tmp_path), "--published", "2024-05-14", "--model", "rules"])
    captured = capsys.readouterr()
    rows = [json.loads(line) for line in captured.out.splitlines()]
    sentence = "this is a binary file, not text; save its text as a .txt file first"
    assert code == 1
    assert [sorted(row) == ["error", "path"] for row in rows] == [False, True, False]
    assert rows[1] == {"error": sentence, "path": str(tmp_path / "2.txt")}
    assert captured.err == (
        f"summarizer: {tmp_path / '2.txt'}: {sentence}\n"
        'summarizer: 1 of 3 articles failed; see the lines with "error"\n'
    )


def test_a_fault_of_ours_in_one_article_does_not_cost_the_others(capsys, tmp_path, monkeypatch):
    from summarizer.pipeline import Summarizer

    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text(ARTICLE + name, encoding="utf-8")
    sound = Summarizer.run

    def break_on_the_first(self, article):
        if article.text.endswith("1.txt"):
            raise KeyError("x")
        return sound(self, article)

    monkeypatch.setattr(Summarizer, "run", break_on_the_first)
    assert main(["summarize", str(tmp_path), "--model", "rules"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0]["error"] == "a fault in summarizer, please report it: KeyError('x')"
    assert rows[1]["schema_version"] == "1.0"


def test_a_folder_a_pattern_and_a_name_give_each_article_once_in_order(capsys, tmp_path):
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden.txt", "notes.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ARTICLE + name, encoding="utf-8")
    sources = [str(tmp_path / "b.txt"), str(tmp_path / "?.txt"), str(tmp_path)]
    assert main(["summarize", *sources, "--model", "rules"]) == 0
    lengths = [
        json.loads(line)["article"]["char_length"] - len(ARTICLE)
        for line in capsys.readouterr().out.splitlines()
    ]
    assert lengths == [len("b.txt"), len("a.txt"), len("deep/c.txt")]


def test_the_output_file_holds_what_the_pipe_would(capsys, article, tmp_path):
    assert main(["summarize", str(article), "--model", "rules"]) == 0
    piped = capsys.readouterr().out
    assert main(["summarize", str(article), "--model", "rules", "-o", str(tmp_path / "o")]) == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "o").read_text(encoding="utf-8") == piped


# -- encodings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", "read as utf-16-le"),
        ("utf-16-be", "read as utf-16-be"),
        ("utf-32", ""),
        ("cp1252", "read as cp1252"),
    ],
)
def test_the_same_text_in_another_encoding_is_the_same_article(capsys, tmp_path, encoding, note):
    text = ARTICLE + "The mayor of Alcañiz – a doctor – said “no”.\n"
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(encoding))
    assert main(["summarize", str(path), "--model", "rules", "--published", "2024-05-14"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["article"]["char_length"] == len(text)
    assert note in captured.err
    assert bool(note) == bool(captured.err)


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}])
def test_json_is_utf_8_whatever_the_terminal_thinks(environment):
    text = ARTICLE + "A man named Ángel Muñoz said so.\n"
    made = run("summarize", "-", stdin=text.encode(), **environment)
    assert made.returncode == 0
    assert "Muñoz" in made.stdout.decode("utf-8")


# -- stored summaries ----------------------------------------------------------------------------


def test_a_stored_summary_shows_as_it_did_when_it_was_made(capsys, article, stored):
    assert main(["show", str(stored)]) == 0
    shown = capsys.readouterr().out
    assert main(["summarize", str(article), "--text", "--published", "2024-05-14"]) == 0
    assert capsys.readouterr().out == shown


def test_one_summary_is_picked_by_the_beginning_of_its_id(capsys, stored):
    summary = json.loads(stored.read_text(encoding="utf-8"))
    assert main(["show", str(stored), summary["article"]["id"][:6]]) == 0
    assert capsys.readouterr().out.startswith(summary["headline"][:20])
    assert main(["show", str(stored), "zzz"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("summarizer: no summary with the id 'zzz' in ")


def test_several_summaries_are_parted_by_a_line(capsys, article, stored):
    line = stored.read_text(encoding="utf-8")
    assert main(["show", str(stored)]) == 0
    page = capsys.readouterr().out
    stored.write_text(line * 2, encoding="utf-8")
    assert main(["show", str(stored)]) == 0
    assert capsys.readouterr().out == f"{page}\n{'─' * 80}\n\n{page}"


def test_a_summary_printed_over_many_lines_is_read_too(capsys, stored):
    pretty = json.dumps(json.loads(stored.read_text(encoding="utf-8")), indent=2)
    assert main(["show", str(stored)]) == 0
    shown = capsys.readouterr().out
    stored.write_text(pretty, encoding="utf-8")
    assert main(["show", str(stored)]) == 0
    assert capsys.readouterr().out == shown


def test_a_failed_line_is_said_and_the_summaries_are_shown(capsys, stored):
    with stored.open("a", encoding="utf-8") as file:
        file.write('{"error":"the file is empty","path":"b.txt"}\n')
    assert main(["show", str(stored)]) == 1
    captured = capsys.readouterr()
    assert "] 2 killed: " in captured.out
    assert captured.err == "summarizer: b.txt: the file is empty\n"


def test_a_summary_with_an_unknown_field_is_refused_by_name(capsys, stored):
    summary = json.loads(stored.read_text(encoding="utf-8")) | {"confidence": 0.9}
    stored.write_text(json.dumps(summary), encoding="utf-8")
    assert main(["show", str(stored)]) == 2
    assert "line 1: not a summary (its schema_version is 1.0): confidence: " in (
        capsys.readouterr().err
    )


def test_a_sound_summary_passes_the_check(capsys, article, stored):
    assert main(["check", str(stored), "--article", str(article.parent)]) == 0
    captured = capsys.readouterr()
    assert " error " not in captured.out
    assert captured.err == "summarizer: 1 summary checked: 0 errors, 0 warnings\n"


def _edited(stored, change):
    summary = json.loads(stored.read_text(encoding="utf-8"))
    change(summary)
    stored.write_text(json.dumps(summary) + "\n", encoding="utf-8")


def _raise_the_toll(summary):
    summary["casualties"][0]["count"].update(text="200", min=200, max=200, best=200)


def _move_a_quote(summary):
    summary["casualties"][0]["evidence"][0]["start"] += 3


def _drop_an_event(summary):
    summary["events"] = []


@pytest.mark.parametrize(
    ("change", "code"), [(_raise_the_toll, "V2"), (_move_a_quote, "V1"), (_drop_an_event, "V14")]
)
def test_an_edited_summary_fails_the_check(capsys, article, stored, change, code):
    _edited(stored, change)
    assert main(["check", str(stored), "--article", str(article), "--json"]) == 1
    issues = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code in {row["code"] for row in issues if row["severity"] == "error"}


def test_a_summary_without_its_article_fails_the_check(capsys, article, stored):
    article.write_text(ARTICLE + "One more line.", encoding="utf-8")
    assert main(["check", str(stored), "--article", str(article)]) == 1
    assert "is not among those given; add it to --article" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("which", "field"), [("summary", "provenance"), ("extraction", "headline")]
)
def test_the_schema_is_json_schema(capsys, which, field):
    assert main(["schema", which]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert (schema["type"], field in schema["properties"]) == ("object", True)


# -- interruptions -------------------------------------------------------------------------------


def test_ctrl_c_is_said_and_exits_with_130(capsys, article, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("summarizer.pipeline.Summarizer.run", interrupt)
    assert main(["summarize", str(article), "--model", "rules"]) == 130
    assert capsys.readouterr().err == "summarizer: stopped\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes close otherwise there")
def test_a_reader_that_has_enough_ends_it_quietly(tmp_path):
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"{ARTICLE}{number}", encoding="utf-8")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "summarizer",
            "summarize",
            str(tmp_path),
            "--model",
            "rules",
            "--published",
            "2024-05-14",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (141, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_one_sentence(article):
    with open("/dev/full", "wb") as full:
        made = subprocess.run(
            [sys.executable, "-m", "summarizer", "schema"], stdout=full, stderr=subprocess.PIPE
        )
    assert (made.returncode, made.stderr) == (
        2,
        b"summarizer: the output cannot be written: No space left on device\n",
    )


@pytest.mark.skipif(os.name != "posix", reason="streams are closed otherwise there")
@pytest.mark.parametrize(
    ("closed", "code", "sentence"),
    [
        ("<&-", 1, b"summarizer: -: standard input is closed; name a file, or pipe a text in\n"),
        (">&-", 2, b"summarizer: standard output is closed; name a file with -o\n"),
    ],
)
def test_a_closed_stream_is_one_sentence(closed, code, sentence):
    command = f'"{sys.executable}" -m summarizer summarize - --model rules {closed}'
    made = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert (made.returncode, made.stderr) == (code, sentence)


def test_standard_input_over_the_limit_is_refused():
    made = run("summarize", "-", "--model", "rules", stdin=b"a" * (MAX_BYTES + 1))
    sentence = b"summarizer: -: an article may have up to 5 MB and it is longer than that"
    assert (made.returncode, made.stderr.startswith(sentence)) == (1, True)


def test_a_terminal_is_told_how_to_end_the_article(capsys, monkeypatch):
    class Keyboard(io.TextIOWrapper):
        def isatty(self):
            return True

    monkeypatch.setattr("sys.stdin", Keyboard(io.BytesIO(ARTICLE.encode())))
    assert main(["summarize", "-", "--model", "rules", "--published", "2024-05-14"]) == 0
    assert "end the article with Ctrl-D" in capsys.readouterr().err
