"""Links in the documents lead somewhere, and the README knows every command."""

import re
from pathlib import Path

import pytest

from summarizer.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def links_of(page):
    return LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))


def anchors_of(page):
    """Return the anchors of the page's headings, as forges make them."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page):
    broken = []
    for link in links_of(page):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)
    assert broken == []


def test_there_are_links_to_follow():
    assert len(links_of(ROOT / "README.md")) >= 5


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_lists_every_command(command):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"| `summarizer {command} " in readme
