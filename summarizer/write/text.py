"""A summary as text for reading: each claim with who says it, how sure it is, and its quote.

Text in, text out: printing belongs to the caller. Everything that came from an article or a model
passes ``Page``, which lets no control character through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from summarizer.schema import summary as sm
from summarizer.schema.evidence import Evidence
from summarizer.schema.extraction import Responsibility
from summarizer.schema.terms import ClaimStatus
from summarizer.write.terminal import PIPE_WIDTH, Page
from summarizer.write.words import (
    BASES,
    HOW_SURE,
    casualty_in_words,
    count_in_words,
    date_in_words,
    plain,
    source_in_words,
    stance_in_words,
)

Row = TypeVar("Row")
INDENT = 4
_SEVERITIES = {"error": 1, "warning": 2, "note": 3}
_SEVERITY_STYLE = {"error": "red", "warning": "yellow", "note": None}


def render(summary: sm.ArticleSummary, *, width: int = PIPE_WIDTH, colour: bool = False) -> str:
    """Return *summary* as lines of at most *width* columns, ending with a line break."""
    page = Page(width, colour=colour)
    view = _View(summary, page)
    view.top()
    view.casualties()
    view.weapons()
    view.events()
    view.attributions()
    view.media()
    view.discrepancies()
    view.unknowns()
    view.issues()
    view.foot()
    return page.text


def rule(width: int = PIPE_WIDTH) -> str:
    """Return the line that parts two summaries, with the blank lines around it."""
    return f"\n{'─' * width}\n\n"


class _View:
    """Writes one summary to a page, section by section; empty sections are left out."""

    def __init__(self, summary: sm.ArticleSummary, page: Page) -> None:
        self.summary = summary
        self.page = page
        self._said = {row.id: row for row in summary.attributions}
        self._names = {row.id: row.name for row in summary.actors}
        self._names |= {row.id: row.name for row in summary.locations}

    def top(self) -> None:
        """Headline, abstract, and what is known of the article."""
        info = self.summary.article
        self.page.line(self.summary.headline, style="bold")
        facts = [info.publisher.text if info.publisher else None, self._published()]
        facts += [plain(info.article_type) if info.article_type else None, info.url]
        facts += [f"{info.char_length:,} characters", f"id {info.id}"]
        self.page.line(" · ".join(fact for fact in facts if fact), style="dim")
        if self.summary.abstract:
            self.page.gap()
            self.page.line(" ".join(sentence.text for sentence in self.summary.abstract))

    def _published(self) -> str:
        info = self.summary.article
        if info.published is None:
            return "publication date not known"
        how = "as printed" if info.published_source == "text" else "as given"
        return f"published {info.published.start} ({how})"

    def casualties(self) -> None:
        """How many, whom, by whose word."""
        for row in self._section("Casualties, by claimant", self.summary.casualties):
            self._head(row.id, casualty_in_words(row) + self._victims(row.victims))
            self._sure(row.claim_status, row.claimed_by, row.denied_by)
            parts = [f"event {row.event_id}" if row.event_id else "event not known"]
            if row.scope != "incident":
                parts.append(f"{plain(row.scope)}{f', {row.period}' if row.period else ''}")
            parts += [f"part of {row.subset_of}"] if row.subset_of else []
            parts += [f"one of the parts of {row.part_of}"] if row.part_of else []
            parts += [f"adds to {row.increment_of}"] if row.increment_of else []
            if row.supersedes:
                parts.append(f"replaces an earlier {count_in_words(row.supersedes)}")
            if row.blamed:
                parts.append(f"blamed: {self._actors(row.blamed)}")
            self._facts(parts)
            self._quotes(row.evidence)

    def _victims(self, victims: sm.Victims) -> str:
        notes = [plain(group) for group in victims.demographics]
        if victims.civilian_status != "unknown":
            notes.insert(0, victims.civilian_status)
        if victims.label_by:
            notes.append(f"so called by {self._who(victims.label_by)}")
        names = ", ".join(f"{v.name}{f', {v.age}' if v.age else ''}" for v in victims.names)
        text = f": {victims.text}" if victims.text else ""
        text += f" ({', '.join(notes)})" if notes else ""
        return text + (f"; named: {names}" if names else "")

    def weapons(self) -> None:
        """Which weapons, what was done with them, by whom."""
        for row in self._section("Weapons", self.summary.weapons):
            model = ", ".join(part for part in (row.model, row.calibre) if part)
            name = (
                f"“{row.name_in_text.quote}” ({plain(row.category)}{f', {model}' if model else ''})"
            )
            self._head(row.id, f"{name}: {row.action}")
            self._sure(row.claim_status, row.claimed_by, row.denied_by)
            users = self._actors(row.user_actor_ids) or "not said"
            parts = [f"user: {users}"]
            parts += [f"number: {count_in_words(row.quantity)}"] if row.quantity else []
            parts += [f"intercepted: {count_in_words(row.intercepted)}"] if row.intercepted else []
            parts += [f"events: {', '.join(row.event_ids)}"] if row.event_ids else []
            self._facts(parts)
            self._quotes(row.evidence)
            if row.legal_statement:
                author = row.legal_statement.asserted_by
                by = "the article" if author == "author" else self._who(author)
                self.page.line(f"on the law, {by} says:", indent=INDENT)
                self._quotes([row.legal_statement.evidence])
            if row.treaties_derived:
                self._facts([f"treaties on this kind of weapon: {'; '.join(row.treaties_derived)}"])

    def events(self) -> None:
        """What happened, when, where, to whom is it ascribed."""
        for row in self._section("Events", self.summary.events):
            self._head(row.id, row.title)
            kind = row.sub_event_type or row.event_type or "no ACLED type fits"
            outcome = f", outcome: {plain(row.outcome)}" if row.outcome else ""
            shown = row.title.startswith(kind)
            self._facts([f"{row.status}, {row.time_frame}{outcome}", "" if shown else kind])
            self._facts([f"date: {date_in_words(row.date)}"])
            self._sure(row.claim_status, row.attribution_ids, [])
            where = [
                f"{self._name(place.location_id)} ({plain(place.role)})" for place in row.locations
            ]
            who = [f"{self._name(part.actor_id)} ({plain(part.role)})" for part in row.actors]
            self._facts([f"where: {'; '.join(where)}"] if where else [])
            self._facts([f"who: {'; '.join(who)}"] if who else [])
            for entry in row.responsibility:
                self._facts([self._responsibility(entry)])
            linked = [*row.casualty_ids, *row.weapon_ids]
            self._facts([f"see {', '.join(linked)}"] if linked else [])
            self._quotes(row.evidence)

    def _responsibility(self, entry: Responsibility) -> str:
        text = f"who did it: {self._name(entry.actor_id)}, {BASES[entry.basis]}"
        text += f" by {self._sources(entry.by)}" if entry.by else ""
        denied_by = [name for name in entry.denied_by if name not in entry.by]
        return text + (f"; denied by {self._sources(denied_by)}" if denied_by else "")

    def attributions(self) -> None:
        """Who says what, with their own words."""
        for row in self._section("Who says what", self.summary.attributions):
            if row.source:
                self._head(row.id, f"{source_in_words(row)}: {stance_in_words(row.stance)}")
            else:
                self._head(row.id, source_in_words(row))
            parts = [f"word: “{row.cue.quote}”"]
            others = [hedge for hedge in row.hedges if hedge != row.cue.quote]
            parts += [f"hedged: {', '.join(f'“{hedge}”' for hedge in others)}"] if others else []
            own = row.source.text.casefold() if row.source else ""
            links = [link for link in row.chain if link.casefold() != own]
            parts += [f"through {self._sources(links)}"] if links else []
            parts += [f"the author {row.author_stance}"] if row.author_stance != "neutral" else []
            parts += [date_in_words(row.date)] if row.date.text else []
            self._facts(parts)
            self._quotes([row.content] if row.content else [], none="nothing said on the matter")

    def media(self) -> None:
        """Footage and images the article points to."""
        for row in self._section("Footage and images", self.summary.media):
            self._head(row.id, f"{row.kind}, {row.verification}")
            self._quotes([row.caption])

    def discrepancies(self) -> None:
        """Where the article's claims do not agree."""
        for row in self._section("Where claims do not agree", self.summary.discrepancies):
            self._head(row.id, f"{plain(row.kind)}: {row.about}")
            solved = "settled by the author" if row.resolved_by else "left open"
            solved += f": {row.resolved_to}" if row.resolved_to else ""
            self._facts([f"between {', '.join(row.between)}" if row.between else "", solved])
            self._quotes(row.evidence)

    def unknowns(self) -> None:
        """What the article itself says is not known."""
        for row in self._section("Not known, says the article", self.summary.unknowns):
            self._head(row.id, row.about)
            self._facts([f"as of {date_in_words(row.as_of)}"] if row.as_of else [])
            self._quotes(row.evidence)

    def issues(self) -> None:
        """What could not be confirmed: missing quotes first, then by weight."""
        rows = sorted(self.summary.issues, key=_weight)
        for row in self._section("Could not be confirmed", rows):
            where = row.record_id or "the whole"
            style = _SEVERITY_STYLE[row.severity]
            line = f"{row.severity} {row.code}, {where}: {row.message}"
            self.page.line(line, indent=2, hang=2, style=style)

    def foot(self) -> None:
        """Which engine made this, and what it is known to miss."""
        made = self.summary.provenance
        self.page.gap()
        engine = f"Made by {made.extractor}, summarizer {made.library_version}"
        self.page.line(f"{engine}, fingerprint {made.fingerprint}.", style="dim")
        if made.extractor_limits:
            self.page.line(f"Its limits: {made.extractor_limits}", style="dim")
        self.page.line("Not reviewed. (12-34): where a quote stands, in characters.", style="dim")

    # -- pieces of a record ----------------------------------------------------------------------

    def _section(self, title: str, rows: Iterable[Row]) -> Iterator[Row]:
        for number, row in enumerate(rows):
            if number == 0:
                self.page.gap()
                self.page.line(title, style="bold")
            yield row

    def _head(self, record_id: str, text: str) -> None:
        self.page.line(f"[{record_id}] {text}", indent=2, hang=2)

    def _sure(self, status: ClaimStatus, by: list[str], denied_by: list[str]) -> None:
        text = HOW_SURE[status]
        if status == "unsourced":
            text += f" [{', '.join(by)}]" if by else ""
        elif by:
            also = "also said by" if status == "author_stated" else "by"
            text += f"; {also} {self._sources(by)}"
        hedges = list(dict.fromkeys(h for i in by if i in self._said for h in self._said[i].hedges))
        text += f"; hedged: {', '.join(f'“{hedge}”' for hedge in hedges)}" if hedges else ""
        text += f"; denied by {self._sources(denied_by)}" if denied_by else ""
        self.page.line(text, indent=INDENT, hang=2)

    def _facts(self, parts: list[str]) -> None:
        text = "; ".join(part for part in parts if part)
        if text:
            self.page.line(text, indent=INDENT, hang=2)

    def _quotes(self, quotes: list[Evidence], none: str = "no quote") -> None:
        for quote in quotes:
            missing = quote.match == "missing"
            self.page.line(_quoted(quote), indent=INDENT, hang=2, style="red" if missing else None)
        if not quotes:
            self.page.line(none, indent=INDENT)

    def _who(self, attribution_id: str) -> str:
        row = self._said.get(attribution_id)
        return source_in_words(row) if row else self._name(attribution_id)

    def _sources(self, ids: list[str]) -> str:
        return ", ".join(
            f"{self._who(name)} [{name}]" if name in self._said else name for name in ids
        )

    def _name(self, record_id: str) -> str:
        return self._names.get(record_id, record_id)

    def _actors(self, ids: list[str]) -> str:
        return ", ".join(self._name(name) for name in ids)


def _quoted(quote: Evidence) -> str:
    if quote.match == "missing":
        return f"“{quote.quote}” (NOT IN THE ARTICLE: {quote.reason or 'no such passage'})"
    how = "" if quote.match == "exact" else f", {quote.match}"
    return f"“{quote.quote}” ({quote.start}-{quote.end}{how})"


def _weight(issue: sm.Issue) -> int:
    missing = (
        issue.code == "V1" and issue.evidence is not None and issue.evidence.match == "missing"
    )
    return 0 if missing else _SEVERITIES[issue.severity]
