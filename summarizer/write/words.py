"""Values of a summary in plain words: counts, dates, how sure a claim is."""

from __future__ import annotations

from summarizer.schema.evidence import CountValue, DateValue
from summarizer.schema.summary import Attribution, Casualty
from summarizer.schema.terms import ClaimStatus, ResponsibilityBasis, Stance

HOW_SURE: dict[ClaimStatus, str] = {
    "author_stated": "stated by the article itself",
    "unsourced": "hedged, no source named",
    "attributed": "a source's claim",
    "corroborated": "independent sources agree",
    "admitted": "admitted by the side it burdens",
    "disputed": "disputed",
}
STANCES: dict[Stance, str] = {
    "asserts": "says",
    "claims_responsibility": "claims responsibility",
    "calls_for": "calls for",
    "declines_comment": "declines to comment",
    "could_not_verify": "could not verify",
}
BASES: dict[ResponsibilityBasis, str] = {
    "author_states": "says the article itself",
    "claimed_by_actor": "claimed",
    "admitted": "admitted",
    "accused": "accused",
    "suspected": "suspected",
    "denied": "denied",
}
_NUMBERLESS = {
    "vague": "no figure given",
    "unspecified": "no figure given",
    "relative": "no figure of its own",
    "none_reported": "none reported",
}


def plain(term: str) -> str:
    """Return a term of the codebook without underscores.

    >>> plain("killed_or_injured")
    'killed or injured'
    """
    return term.replace("_", " ")


def stance_in_words(stance: Stance) -> str:
    """Return what a source does with its content, as a verb."""
    return STANCES.get(stance, plain(stance))


def count_in_words(count: CountValue) -> str:
    """Return the range a source gave. A missing number is said to be missing, never 0.

    >>> from summarizer.quantities import parse_count
    >>> [count_in_words(parse_count(text)) for text in ("at least 12", "dozens", "40 to 45")]
    ['at least 12', 'no figure given', '40 to 45']
    """
    if count.qualifier in _NUMBERLESS:
        return _NUMBERLESS[count.qualifier]
    low, high, best = count.min, count.max, count.best
    if low is not None and low == high:
        return f"{low:,}"
    bounds = {
        "more_than": f"more than {low:,}" if low is not None else "",
        "less_than": f"fewer than {high:,}" if high is not None else "",
    }
    said = bounds.get(count.qualifier, "")
    if not said and low is not None and high is not None:
        said = f"{low:,} to {high:,}"
    elif not said and low is not None:
        said = f"at least {low:,}"
    elif not said and high is not None:
        said = f"at most {high:,}"
    about = f"about {best:,}" if best is not None else ""
    return ", ".join(part for part in (said, about) if part) or "no figure given"


def casualty_in_words(row: Casualty) -> str:
    """Return count, unit, harm and victims, with the printed count where that says it otherwise.

    "at least 31 killed", "injured: no figure given (printed: “dozens”)", "nobody killed".
    """
    count, said, harm = row.count, count_in_words(row.count), plain(row.harm)
    if count.qualifier in _NUMBERLESS or said == "no figure given":
        words = f"{harm}: {said}"
    elif count.qualifier == "none":
        words = f"nobody {harm}"
    elif count.unit == "bodies":
        words = f"{said} bodies"
    else:
        unit = "" if count.unit in ("persons", "other") else f" {count.unit}"
        words = f"{said}{unit} {harm}"
    shown = f"{words} {row.victims.text or ''}".casefold()
    if count.text.casefold().strip() not in shown:
        words += f" (printed: “{count.text}”)"
    if count.derived:
        words += f" (not printed as a number: {plain(count.derived)})"
    return words


def date_in_words(value: DateValue) -> str:
    """Return the printed words and the days they stand for.

    >>> date_in_words(DateValue(text=None, start=None, end=None, precision="unknown"))
    'not dated'
    """
    if value.start is None and value.end is None:
        return f"“{value.text}”, days unknown" if value.text else "not dated"
    if value.start == value.end:
        days = f"{value.start}"
    elif value.start is None:
        days = f"on or before {value.end}"
    elif value.end is None:
        days = f"from {value.start} on"
    else:
        days = f"{value.start} to {value.end}"
    return f"“{value.text}”, {days}" if value.text else days


def source_in_words(row: Attribution) -> str:
    """Return who speaks and of what kind they are; a hedge without a source says so."""
    if row.source is None:
        return "a hedge without a source"
    name = f"“{row.source.text}”"
    kind = "" if row.source_type == "unspecified" else f" ({plain(row.source_type)})"
    party = ", a party to the conflict" if row.source.party_to_conflict else ""
    return f"{name}{kind}{party}"
