"""Load a prompt folder, render it for an article, check it, and give it a fingerprint.

A folder holds ``prompt.toml`` (name, version, language, description), ``system.md.j2`` and
``user.md.j2``, may hold ``revise.md.j2`` and ``reask.md.j2`` (else ours are used), and
``examples/*.json``. The article goes in as a value between delimiters made from its own hash: it
is never rendered as a template, not altered by a byte, and cannot close what encloses it.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from pydantic import ValidationError

from summarizer.article import Article
from summarizer.errors import PromptError
from summarizer.ground import Grounder
from summarizer.schema.extraction import Extraction, Quote

DEFAULT = "extract-v1"
HEAD = "prompt.toml"
REQUIRED = ("system.md.j2", "user.md.j2")
OPTIONAL = ("revise.md.j2", "reask.md.j2")
# Not strftime: its names follow the locale, and the same article must make the same request.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HEAD_FIELDS = {"name": str, "version": str, "language": str, "description": str}


@dataclass(frozen=True)
class Example:
    """A made-up text and the answer it should get; ``answer`` leaves out what is empty."""

    name: str
    text: str
    published: str | None
    answer: Mapping[str, Any]


@dataclass(frozen=True)
class Prompt:
    """One version of the task, ready to render. ``language`` is that of headline and abstract."""

    name: str
    version: str
    language: str
    description: str
    templates: Mapping[str, str] = field(repr=False)
    examples: tuple[Example, ...] = field(repr=False)
    sha256: str = ""

    def __getstate__(self) -> dict[str, Any]:
        """Leave the compiled templates behind: they cannot be pickled, and are quickly made."""
        return {key: value for key, value in vars(self).items() if key != "_environment"}

    @cached_property
    def _environment(self) -> SandboxedEnvironment:
        # Includes are possible, but only of files that the hash covers. Compiled templates are
        # kept by the environment.
        environment = SandboxedEnvironment(
            loader=DictLoader(dict(self.templates)),
            undefined=StrictUndefined,
            autoescape=False,  # the output is text for a model, not a web page
            keep_trailing_newline=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["compact"] = compact
        return environment

    def render(self, template: str, **values: Any) -> str:
        """Return one template filled with *values*; ``PromptError`` for a name it does not get."""
        try:
            return self._environment.get_template(template).render(**values).strip("\n")
        except TemplateError as err:
            raise PromptError(f"{self.name}/{template}: {err}; mend the template") from err

    def system(self, language: str | None = None, schema: Mapping[str, Any] | None = None) -> str:
        """Return the part that is the same for every article, so that providers can cache it.

        *schema* is printed into it only where the server cannot be given one beside the messages.
        """
        return self.render(
            "system.md.j2",
            language=language or self.language,
            examples=self.examples,
            schema=schema,
        )

    def user(self, article: Article) -> str:
        """Return the part about one article: what is known of it, and its text as it is."""
        return self.render("user.md.j2", **article_values(article))


def compact(value: Any) -> str:
    """Return *value* as JSON in one line, every script as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def article_values(article: Article) -> dict[str, Any]:
    """Return what templates may say of an article. Printed strings are JSON: one line, quoted."""
    published = article.published
    return {
        "article": article.text,
        "tag": delimiter(article),
        "published": published.isoformat() if published else None,
        "weekday": WEEKDAYS[published.weekday()] if published else None,
        "title": compact(article.title) if article.title else None,
        "publisher": compact(article.publisher) if article.publisher else None,
        "article_language": compact(article.language) if article.language else None,
    }


def delimiter(article: Article) -> str:
    """Return a tag that does not occur in the article and that its author could not foresee.

    It follows from the text alone, so that the same article makes the same request: recordings
    match, and provider caches hit. A text that holds the tag of its own hash would need a hash
    collision; should one turn up, the next number is taken.
    """
    held = f"{article.text}\n{article.title}\n{article.publisher}\n{article.language}"
    for number in count():
        digest = hashlib.sha256(f"{number}:{article.sha256}".encode()).hexdigest()[:16]
        if digest not in held:
            return f"article-{digest}"
    raise AssertionError("unreachable")


# -- loading -------------------------------------------------------------------------------------


def prompts_folder() -> Path:
    """Return the folder of the prompts that ship with the library.

    In a wheel they lie inside the package; in a checkout at the top of the repository.
    """
    package = Path(str(files("summarizer")))
    shipped = package / "_prompts"
    return shipped if shipped.is_dir() else package.parent / "prompts"


def available() -> list[str]:
    """Return the names of the prompts that ship with the library."""
    folder = prompts_folder()
    return sorted(entry.name for entry in folder.glob("*") if (entry / HEAD).is_file())


def load_prompt(name: str | Path = DEFAULT) -> Prompt:
    """Return the prompt called *name*, or the one in the folder *name*. Raises ``PromptError``."""
    folder = prompts_folder() / name if str(name) in available() else Path(name)
    if not (folder / HEAD).is_file():
        raise PromptError(
            f"no prompt named {str(name)!r} and no folder of that name with a {HEAD};"
            f" found: {', '.join(available())}"
        )
    texts = _texts(folder)
    head = _head(folder, texts[HEAD])
    missing = [part for part in REQUIRED if part not in texts]
    if missing:
        raise PromptError(f"{folder}: {' and '.join(missing)} is missing; see prompts/{DEFAULT}")
    for part in OPTIONAL:
        if part not in texts:
            texts[part] = _text(prompts_folder() / DEFAULT / part)
    return Prompt(
        name=head["name"],
        version=head["version"],
        language=head["language"],
        description=head["description"],
        templates={key: text for key, text in texts.items() if key.endswith(".j2")},
        examples=tuple(
            _example(folder, key, text)
            for key, text in sorted(texts.items())
            if key.startswith("examples/")
        ),
        sha256=_digest(texts),
    )


def _texts(folder: Path) -> dict[str, str]:
    """Return every file of the prompt by its name inside the folder."""
    paths = [folder / HEAD, *folder.glob("*.j2"), *folder.glob("examples/*.json")]
    return {path.relative_to(folder).as_posix(): _text(path) for path in sorted(paths)}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as err:
        raise PromptError(f"{path} cannot be read as UTF-8 text: {err}") from err


def _head(folder: Path, text: str) -> dict[str, str]:
    try:
        head = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise PromptError(f"{folder / HEAD}: {err}; mend the file") from err
    for key, kind in _HEAD_FIELDS.items():
        if not isinstance(head.get(key), kind):
            raise PromptError(f"{folder / HEAD}: {key!r} must be a text")
    return head


def _example(folder: Path, name: str, text: str) -> Example:
    try:
        row = json.loads(text)
        return Example(
            name=Path(name).stem,
            text=row["text"],
            published=row.get("published"),
            answer=row["answer"],
        )
    except (json.JSONDecodeError, KeyError, TypeError) as err:
        raise PromptError(
            f"{folder / name}: an example is an object with text, published and answer ({err!r})"
        ) from err


def _digest(texts: Mapping[str, str]) -> str:
    whole = "".join(f"{name}\0{text}\0" for name, text in sorted(texts.items()))
    return hashlib.sha256(whole.encode()).hexdigest()


# -- checking ------------------------------------------------------------------------------------


def problems(prompt: Prompt) -> Iterator[str]:
    """Yield what is wrong with *prompt*: templates that do not render, examples that do not hold.

    An example must fit the schema, and each of its quotes must stand in its own text as printed.
    """
    sample = Article("Two shells fell on the town on Monday.", published="2020-01-07")  # type: ignore[arg-type]  # Article reads ISO dates
    try:
        prompt.system()
        user = prompt.user(sample)
    except PromptError as err:
        yield str(err)
    else:
        if sample.text not in user:
            yield f"{prompt.name}/user.md.j2: the article does not come out as it went in"
    for example in prompt.examples:
        yield from _example_problems(example)


def _example_problems(example: Example) -> Iterator[str]:
    where = f"example {example.name}"
    try:
        answer = Extraction.model_validate(example.answer)
    except ValidationError as err:
        for fault in err.errors(include_url=False):
            yield f"{where}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        return
    grounder = Grounder(example.text)
    for quote in quotes_of(answer):
        if grounder.locate(quote.text, occurrence=quote.occurrence).match != "exact":
            yield f"{where}: its text does not hold the quote {quote.text!r}"


def quotes_of(value: Any) -> Iterator[Quote]:
    """Yield every quote inside an extraction or a part of one."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from quotes_of(item)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from quotes_of(getattr(value, name))
