"""Gold on disk: ``seeds/NAME/gold.json`` beside ``article.txt`` and ``article.toml``."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.article import Article
from summarizer.errors import GoldError
from summarizer.gold.fill import dump, fill
from summarizer.gold.model import Gold
from summarizer.gold.prove import parse_gold, problems_of


@dataclass(frozen=True)
class Seed:
    """An article with its gold."""

    article: Article
    gold: Gold
    path: Path


def gold_files(paths: Iterable[str | Path]) -> list[Path]:
    """Return the gold files of *paths*: files as they are, folders searched for ``gold.json``."""
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sorted(path.rglob("gold.json"))
        elif path.is_file():
            found.append(path)
        else:
            raise GoldError(f"no file or folder {path}; name a gold.json or a folder that has some")
    return found


def read_article(folder: Path) -> Article:
    """Return the article of a seed's *folder*; its id is the folder's name."""
    try:
        text = (folder / "article.txt").read_bytes().decode("utf-8")
        known = tomllib.loads((folder / "article.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise GoldError(f"{folder} needs article.txt and article.toml, both UTF-8: {err}") from err
    return Article(
        text,
        published=known.get("published"),
        title=known.get("title"),
        publisher=known.get("publisher"),
        language=known.get("language"),
        id=folder.name,
    )


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as err:
        raise GoldError(f"{path} cannot be read as UTF-8: {err}") from err
    except json.JSONDecodeError as err:
        raise GoldError(f"{path}, line {err.lineno}: not JSON: {err.msg}") from err
    if not isinstance(data, dict):
        raise GoldError(f"{path}: a gold file is one JSON object, not a {type(data).__name__}")
    return data


def fill_file(path: Path) -> list[str]:
    """Write the offsets into *path* and return what is wrong with it; empty: nothing."""
    article = read_article(path.parent)
    filled, problems = fill(_read_json(path), article.text)
    if problems:
        return problems
    text = dump(filled) + "\n"
    if text != path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8")
    return check_file(path)


def check_file(path: Path) -> list[str]:
    """Return what is wrong with the gold at *path*, one sentence each."""
    try:
        gold = parse_gold(_read_json(path), "")
    except GoldError as err:
        return [line.strip() for line in str(err).removeprefix(": ").split("; ")]
    text = read_article(path.parent).text
    named = [f"article is {gold.article!r}, the folder is {path.parent.name!r}"]
    return (named if gold.article != path.parent.name else []) + problems_of(gold, text)


def read_gold(path: str | Path) -> Gold:
    """Return the gold at *path*, quotes and offsets unproved."""
    return parse_gold(_read_json(Path(path)), str(path))


def read_seeds(paths: Iterable[str | Path]) -> list[Seed]:
    """Return every article below *paths* that has gold. Raises ``GoldError`` where a proof fails.

    An annotation under another name beside ``gold.json`` is read when it is named itself.
    """
    seeds = []
    for path in gold_files(paths):
        problems = check_file(path)
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            raise GoldError(f"{path}: {problems[0]}{more}; run python -m summarizer.gold check")
        seeds.append(Seed(read_article(path.parent), read_gold(path), path))
    return seeds
