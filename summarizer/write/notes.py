"""The words beside the numbers: what a notes cell says of an event."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.schema import summary as sm
from summarizer.write.rows import Lookup

# How sure the article is, in words a reader of a spreadsheet understands.
_CLAIM_STATUS = {
    "author_stated": "stated by the article itself",
    "unsourced": "hedged, no source named",
    "attributed": "claimed by one side",
    "corroborated": "given by independent sources",
    "admitted": "admitted by the party it burdens",
    "disputed": "disputed",
}


def when_in_words(event: sm.Event) -> str:
    """Return the days of an event as the record gives them: "On 2024-05-12", "By 2016-06-25".

    Never a day that the article does not give.
    """
    date = event.date
    if date.precision == "day" and date.start:
        return f"On {date.start}"
    if date.start and date.end:
        return f"Between {date.start} and {date.end}"
    if date.end:
        return f"On or before {date.end}"
    if date.start:
        return f"Since {date.start}" if date.precision == "open_start" else f"After {date.start}"
    return f"Undated ({date.text})" if date.text else "Undated"


def notes_of(look: Lookup, event: sm.Event, policy_notes: Iterable[str] = ()) -> str:
    """Return the sentence for a notes cell: day, title, place, who claims it, what was decided."""
    scenes = [location.name for location in look.scenes(event)]
    where = f" [{', '.join(scenes)}]" if scenes else ""
    parts = [f"{when_in_words(event)}: {event.title.rstrip('.')}{where}."]
    sources = look.sources(event)
    said = f"Claim: {_CLAIM_STATUS[event.claim_status]}"
    parts.append(f"{said}; sources: {', '.join(sources)}." if sources else f"{said}.")
    parts += [f"{line}." for line in _responsibility(look, event)]
    parts += [f"[{line}]" for line in policy_notes]
    return " ".join(parts)


def _responsibility(look: Lookup, event: sm.Event) -> Iterable[str]:
    """Blame, claim, suspicion and admission are four things, and stay four (A09)."""
    for row in event.responsibility:
        by = ", ".join(dict.fromkeys(look.source_name(name) for name in row.by))
        denied = ", ".join(dict.fromkeys(look.source_name(name) for name in row.denied_by))
        line = f"{look.actor_name(row.actor_id)}: {row.basis.replace('_', ' ')}"
        line += f" (by {by})" if by else ""
        yield f"{line}, denied by {denied}" if denied else line
