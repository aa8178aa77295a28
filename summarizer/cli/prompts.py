"""``summarizer prompts``: what the model is told, as files one can read, change and check."""

from __future__ import annotations

import argparse
import sys

EPILOG = """\
examples:
  summarizer prompts list
  summarizer prompts render report.txt --published 2016-06-26
  cp -r "$(summarizer prompts path)" my-prompt && summarizer prompts check --prompt my-prompt

A prompt is a folder: prompt.toml, system.md.j2, user.md.j2, examples/*.json."""
ACTIONS = ("list", "show", "path", "render", "check")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what to do, with which prompt, for which article."""
    parser.epilog = EPILOG
    parser.add_argument("action", choices=ACTIONS, help="what to do")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the article to render for")
    parser.add_argument(
        "--prompt",
        metavar="NAME|DIR",
        default="extract-v1",
        help="which prompt (default: %(default)s)",
    )
    parser.add_argument("--published", metavar="YYYY-MM-DD", help="the article's day, for render")
    parser.add_argument(
        "--summary-language",
        metavar="NAME",
        help="of headline and abstract",
    )


def run(args: argparse.Namespace) -> int:
    """Do what was asked; 1 when ``check`` finds something wrong."""
    if (args.action == "render") != (args.file is not None):
        print("summarizer: render takes one FILE, the other actions take none", file=sys.stderr)
        return 2
    return {
        "list": _list,
        "show": _show,
        "path": _path,
        "render": _render,
        "check": _check,
    }[args.action](args)


def _list(args: argparse.Namespace) -> int:
    from summarizer.prompt import available, load_prompt

    for name in available():
        prompt = load_prompt(name)
        print(
            f"{prompt.name}\tversion {prompt.version}\t{prompt.sha256[:12]}\t{prompt.description}"
        )
    return 0


def _show(args: argparse.Namespace) -> int:
    from summarizer.prompt import load_prompt

    prompt = load_prompt(args.prompt)
    for name, text in sorted(prompt.templates.items()):
        print(f"=== {name}\n{text}")
    print(f"=== examples: {', '.join(example.name for example in prompt.examples) or 'none'}")
    return 0


def _path(args: argparse.Namespace) -> int:
    from summarizer.prompt import available, prompts_folder

    known = str(args.prompt) in available()
    print(prompts_folder() / args.prompt if known else args.prompt)
    return 0


def _render(args: argparse.Namespace) -> int:
    from summarizer.article import Article
    from summarizer.errors import ArticleError
    from summarizer.prompt import load_prompt

    prompt = load_prompt(args.prompt)
    try:
        if args.file == "-":
            text = sys.stdin.read()
        else:
            with open(args.file, encoding="utf-8") as stream:
                text = stream.read()
    except (OSError, UnicodeDecodeError) as err:
        raise ArticleError(f"{args.file} cannot be read as UTF-8 text: {err}") from err
    article = Article(text, published=args.published)
    print(f"=== system\n{prompt.system(args.summary_language)}\n\n=== user\n{prompt.user(article)}")
    return 0


def _check(args: argparse.Namespace) -> int:
    from summarizer.prompt import load_prompt, problems

    prompt = load_prompt(args.prompt)
    found = list(problems(prompt))
    for problem in found:
        print(problem)
    if not found:
        count = len(prompt.examples)
        print(f"{prompt.name}: templates render, {count} examples hold", file=sys.stderr)
    return 1 if found else 0
