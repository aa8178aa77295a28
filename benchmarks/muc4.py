"""Summaries as MUC-4 templates, for a scorer of that evaluation.

    python benchmarks/muc4.py DIR --sets tst1,tst2 --out PRED.jsonl
    python benchmarks/muc4.py DIR --sets tst1,tst2 --summaries RUN.jsonl --out PRED.jsonl

DIR holds one SET.jsonl per set, a document a line with "id", "text", "date" (publication) and
"body_start" (where the header ends). The output has a line {"id", "templates"} per document.
The texts are teleprinter copy, all capitals; --case keep hands them over so.

What MUC-4 calls relevant is decided here and nowhere in the library: violent incidents of the last
months in nine countries of Latin America, with a civilian or official target, told one by one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkout this file lies in, installed or not

COUNTRIES = frozenset(
    [*"argentina bolivia chile colombia ecuador guatemala honduras peru".split(), "el salvador"]
)
RECENT = timedelta(days=75)  # 99 % of the dated keys of the dev set lie within it (2026-11)
STAGES = {"actual": "ACCOMPLISHED", "attempted": "ATTEMPTED", "threatened": "THREATENED"}
# MUC-4 keeps BOMBING for what was laid or thrown by hand; shells and aerial bombs are an ATTACK.
LAID = frozenset(
    "ied_roadside ied_vehicle ied_worn ied_unspecified landmine_ap landmine_av landmine_unspecified"
    " grenade".split()
)
INDIVIDUALS = frozenset({"person", "unidentified", "armed_group_unnamed", "rioters", "protesters"})
ORGANISATIONS = frozenset(
    "armed_group state state_forces police paramilitary militia communal_group coalition"
    " private_military external_state_forces civilian_group".split()
)
ARMED = INDIVIDUALS | ORGANISATIONS - {"civilian_group"} - {"person"}
CONFIDENCE = {
    "author_states": "REPORTED AS FACT",
    "claimed_by_actor": "CLAIMED OR ADMITTED",
    "admitted": "CLAIMED OR ADMITTED",
    "accused": "SUSPECTED OR ACCUSED",
    "suspected": "SUSPECTED OR ACCUSED",
    "denied": "POSSIBLE",
}
EFFECTS = {"killed": "DEATH", "injured": "INJURY", "killed_or_injured": "DEATH"}
INSTRUMENTS = {
    "small_arms": "GUN",
    "sniper": "RIFLE",
    "grenade": "GRENADE",
    "mortar": "MORTAR",
    "rocket": "ROCKET",
    "ied_vehicle": "VEHICLE BOMB",
    "ied_unspecified": "BOMB",
    "ied_roadside": "BOMB",
    "landmine_unspecified": "MINE",
    "landmine_ap": "MINE",
    "air_dropped_bomb": "AERIAL BOMB",
    "edged": "CUTTING DEVICE",
    "arson": "FIRE",
}
NOBODY = frozenset("of them|them|they|others|another|one|no one|nobody|more|all".split("|"))
_LEADING = re.compile(
    r"^(?:(?:the|a|an|at least|more than|about|some|over|nearly|up to|another|other|several|many|"
    r"\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|"
    r"hundreds of|a number of)\s+)+",
    re.IGNORECASE,
)


# -- from a summary to templates -----------------------------------------------------------------


def templates(summary: Any, published: date | None) -> list[dict[str, Any]]:
    """Return the MUC-4 templates of *summary*: one per incident that MUC-4 calls relevant."""
    reader = _Reader(summary)
    made: list[dict[str, Any]] = []
    for event in summary.events:
        if not reader.relevant(event, published):
            continue
        template = reader.template(event)
        for other in made:
            if _one_incident(other, template):
                _merge(other, template)
                break
        else:
            made.append(template)
    return [{k: v for k, v in template.items() if v not in (None, [])} for template in made]


class _Reader:
    """Looks up what an event points to."""

    def __init__(self, summary: Any) -> None:
        self._actors = {row.id: row for row in summary.actors}
        self._places = {row.id: row for row in summary.locations}
        self._casualties: dict[str, list[Any]] = {}
        for row in summary.casualties:
            self._casualties.setdefault(row.event_id or "", []).append(row)
        self._weapons: dict[str, list[Any]] = {}
        for row in summary.weapons:
            for event_id in row.event_ids:
                self._weapons.setdefault(event_id, []).append(row)

    def relevant(self, event: Any, published: date | None) -> bool:
        if event.status not in STAGES or self.incident_type(event) is None or event.aggregate:
            return False
        if event.date.end is not None and published is not None:
            if event.date.end < published - RECENT:
                return False
        elif event.time_frame == "background":
            return False
        countries = {c.casefold() for c in self._countries(event)}
        if countries and not countries & COUNTRIES:
            return False
        return self._harms_others(event)

    def _harms_others(self, event: Any) -> bool:
        """Tell whether somebody or something but the fighting sides is hit.

        A kidnapping, a bomb or an attack on civilians hits somebody even where the summary does not
        say whom; it must be dated, placed or laid to somebody then, or it is talk of violence.
        """
        if event.target or event.infrastructure:
            return True
        victims = self._casualties.get(event.id, [])
        if victims:
            return any(row.victims.civilian_status != "combatant" for row in victims)
        targets = [a for a in event.actors if a.role in ("target", "opponent")]
        kinds = {self._actors[a.actor_id].kind for a in targets if a.actor_id in self._actors}
        if kinds - ARMED:
            return True
        if event.event_type == "Violence against civilians" or self.incident_type(event) in (
            "kidnapping",
            "bombing",
        ):
            return bool(event.date.end or event.locations or self._perpetrators(event))
        return False

    def incident_type(self, event: Any) -> str | None:
        used = {row.category for row in self._weapons.get(event.id, [])}
        if event.sub_event_type == "Abduction/forced disappearance":
            return "kidnapping"
        if event.sub_event_type == "Looting/property destruction":
            return "arson" if "arson" in used or event.outcome == "fire" else "robbery"
        if event.sub_event_type in ("Remote explosive/landmine/IED", "Suicide bomb", "Grenade"):
            return "bombing"
        if event.event_type == "Explosions/Remote violence":
            return "bombing" if used & LAID else "attack"
        if event.event_type in ("Battles", "Violence against civilians", "Riots"):
            return "bombing" if used and used <= LAID else "attack"
        return None

    def _countries(self, event: Any) -> list[str]:
        rows = [self._places.get(place.location_id) for place in event.locations]
        return [row.country for row in rows if row is not None and row.country]

    def template(self, event: Any) -> dict[str, Any]:
        made: dict[str, Any] = {
            "incident_type": self.incident_type(event),
            "stage": STAGES[event.status],
            "date": self._date(event),
            "location": self._location(event),
            "perp_individuals": [],
            "perp_orgs": [],
            "physical_targets": [[bare(event.target)]] if event.target else [],
            "victims": self._victims(event),
            "weapons": self._instruments(event),
        }
        if made["incident_type"] == "kidnapping":
            made["physical_targets"] = []  # where it happened, not what was hit
        for actor_id, basis in self._perpetrators(event).items():
            actor = self._actors.get(actor_id)
            if actor is None:
                continue
            names = [bare(quote.quote) for quote in (actor.name_in_text, *actor.mentions)]
            entity: dict[str, Any] = {"name": list(dict.fromkeys(names))}
            if actor.kind in INDIVIDUALS:
                made["perp_individuals"].append(entity)
            elif actor.kind in ORGANISATIONS:
                made["perp_orgs"].append(entity | {"confidence": CONFIDENCE[basis]})
        return made

    def _perpetrators(self, event: Any) -> dict[str, str]:
        found = {a.actor_id: "author_states" for a in event.actors if a.role == "initiator"}
        return found | {entry.actor_id: entry.basis for entry in event.responsibility}

    def _date(self, event: Any) -> dict[str, str] | None:
        start, end = event.date.start, event.date.end
        if start is None and end is None:
            return None
        return {
            "start": start.isoformat() if start is not None else None,
            "end": end.isoformat() if end is not None else None,
        }

    def _location(self, event: Any) -> list[str] | None:
        for place in event.locations:
            row = self._places.get(place.location_id)
            if row is not None and place.role in ("event", "target"):
                return [name for name in (row.country, row.name) if name]
        return None

    def _victims(self, event: Any) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for row in self._casualties.get(event.id, []):
            effect = EFFECTS.get(row.harm)
            for victim in row.victims.names:
                made.append({"name": [victim.name], "description": victim.role, "effect": effect})
            if row.victims.text and not row.victims.names and row.count.max != 0:
                number = row.count.best if row.count.best is not None else row.count.min
                groups = heads(row.victims.text)
                made += [
                    {"description": group, "effect": effect}
                    | ({"number": number} if len(groups) == 1 else {})
                    for group in groups
                ]
        for part in event.actors:
            actor = self._actors.get(part.actor_id)
            if part.role == "target" and actor is not None and actor.kind == "person":
                made.append({"name": [bare(actor.name_in_text.quote)], "description": actor.title})
        return [{k: v for k, v in row.items() if v} for row in made]

    def _instruments(self, event: Any) -> list[dict[str, Any]]:
        return [
            {"name": [bare(row.name_in_text.quote)], "type": INSTRUMENTS.get(row.category)}
            for row in self._weapons.get(event.id, [])
        ]


def bare(text: str) -> str:
    """Drop counts and articles before a noun, and a genitive's ending.

    "at least three peasants" is "peasants": the keys give heads with their own modifiers only.
    """
    return re.sub(r"['’]s$", "", _LEADING.sub("", text).strip()) or text


def heads(text: str) -> list[str]:
    """Split "two priests and a cook" into its groups; pronouns name nobody."""
    groups = [bare(part) for part in re.split(r",? and |, ", text) if part.strip()]
    return [group for group in groups if group.casefold() not in NOBODY]


def _one_incident(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two templates may be one: same type, and no day or place that contradicts."""
    if one["incident_type"] != other["incident_type"]:
        return False
    days = [t["date"] for t in (one, other)]
    if all(days) and not _meet(*days):
        return False
    places = [t["location"] for t in (one, other)]
    if all(places) and places[0][-1] != places[1][-1]:
        return False
    victims = [_names(t["victims"]) for t in (one, other)]
    return not (all(victims) and not victims[0] & victims[1])


def _meet(one: dict[str, Any], other: dict[str, Any]) -> bool:
    starts = [d["start"] or "0000" for d in (one, other)]
    ends = [d["end"] or "9999" for d in (one, other)]
    return max(starts) <= min(ends)


def _names(entities: Iterable[dict[str, Any]]) -> set[str]:
    return {name.casefold() for row in entities for name in row.get("name", [])}


def _merge(into: dict[str, Any], other: dict[str, Any]) -> None:
    for key, value in other.items():
        if isinstance(value, list) and key != "location":
            into[key] += [row for row in value if row not in into[key]]
        elif not into[key]:
            into[key] = value


# -- documents in, predictions out ---------------------------------------------------------------


def documents(folder: Path, sets: Iterable[str]) -> Iterator[dict[str, Any]]:
    for name in sets:
        with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def article_of(document: dict[str, Any], case: str) -> Any:
    from summarizer.article import Article

    body = document["text"][document.get("body_start") or 0 :].strip()
    return Article(
        body.lower() if case == "lower" else body,
        published=document.get("date"),
        language="en",
        id=document["id"],
    )


def predict(rows: Iterable[dict[str, Any]], case: str, model: Any) -> Iterator[dict[str, Any]]:
    """Summarize each document with *model* and turn it into templates."""
    from summarizer.pipeline import Summarizer

    engine = Summarizer(model)
    for row in rows:
        article = article_of(row, case)
        yield {"id": row["id"], "templates": templates(engine.run(article), article.published)}


def convert(path: str) -> Iterator[dict[str, Any]]:
    """Turn the summaries of a run into templates."""
    from summarizer.run.reading import read_summaries

    for summary in read_summaries(path):
        published = summary.article.published
        day = published.end if published is not None else None
        yield {"id": summary.article.id, "templates": templates(summary, day)}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--sets", default="tst1,tst2")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--summaries", help="a run as JSONL, instead of running an extractor")
    parser.add_argument("--model", default="rules")
    parser.add_argument("--case", choices=["lower", "keep"], default="lower")
    args = parser.parse_args(argv)
    if args.summaries:
        rows = convert(args.summaries)
    else:
        rows = predict(documents(args.folder, args.sets.split(",")), args.case, args.model)
    count = 0
    with args.out.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} documents", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
