// The article with its evidence: overlapping spans become segments that know all their records.

const KIND_OF = {
  events: "event", attributions: "claim", casualties: "casualty", weapons: "weapon",
  actors: "actor", locations: "place", media: "other", discrepancies: "other", unknowns: "other",
};
const KINDS = ["casualty", "claim", "event", "weapon", "actor", "place", "other"];
const KIND_NAMES = {
  casualty: "Casualties", claim: "Who says what", event: "Events", weapon: "Weapons",
  actor: "Actors", place: "Places", other: "Other",
};

/** Offsets count code points; JavaScript counts UTF-16 units. Slice by code points. */
function slicer(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (start, end) => text.slice(start, end);
  const points = Array.from(text);
  return (start, end) => points.slice(start, end).join("");
}
const lengthOf = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length);

/** All evidence of a record: [{evidence, part}]. */
function evidenceOf(kind, record) {
  const found = [];
  const add = (evidence, part) => { if (evidence) found.push({ evidence, part }); };
  for (const evidence of record.evidence || []) add(evidence, "evidence");
  if (kind === "attributions") {
    add(record.cue, "cue");
    if (record.source) add(record.source.evidence, "source");
    add(record.content, "content");
  }
  if (["weapons", "actors", "locations"].includes(kind)) {
    add(record.name_in_text, "name");
    for (const mention of record.mentions || []) add(mention, "mention");
  }
  if (record.legal_statement) add(record.legal_statement.evidence, "legal");
  if (kind === "media") add(record.caption, "caption");
  return found;
}

function spansOf(summary) {
  const spans = [];
  for (const [kind, name] of Object.entries(KIND_OF)) {
    for (const record of summary[kind] || []) {
      for (const { evidence, part } of evidenceOf(kind, record)) {
        if (evidence.start === undefined || evidence.start === null) continue;
        spans.push({ start: evidence.start, end: evidence.end, kind: name, id: record.id, part,
          denies: kind === "attributions" && record.stance === "denies" });
      }
    }
  }
  return spans;
}

/** Cut [0, length) where any span begins or ends; each piece lists its spans, innermost first. */
function segments(spans, length) {
  const cuts = [...new Set([0, length, ...spans.flatMap((span) => [span.start, span.end])])]
    .filter((cut) => cut >= 0 && cut <= length)
    .sort((a, b) => a - b);
  const byStart = [...spans].sort((a, b) => a.start - b.start);
  const pieces = [];
  let open = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    while (next < byStart.length && byStart[next].start <= start) open.push(byStart[next++]);
    open = open.filter((span) => span.end > start);
    const inner = [...open].sort((a, b) => a.end - a.start - (b.end - b.start));
    pieces.push({ start, end, spans: inner });
  }
  return pieces;
}

function drawText(box, summary, text, onPick) {
  const slice = slicer(text);
  const marks = [];
  const nodes = segments(spansOf(summary), lengthOf(text)).map((piece) => {
    const words = slice(piece.start, piece.end);
    if (!piece.spans.length) return document.createTextNode(words);
    const kinds = [...new Set(piece.spans.map((span) => span.kind))];
    const ids = [...new Set(piece.spans.map((span) => span.id))];
    const inner = piece.spans[0];
    const wide = inner.part === "content" || (inner.kind === "event" && kinds.length === 1);
    const classes = ["hit", `k-${kinds[0]}`, ...kinds.slice(1).map((kind) => `o-${kind}`)];
    if (wide) classes.push("wide");
    if (piece.spans.some((span) => span.denies && span.part !== "content")) classes.push("denies");
    const mark = el("mark", {
      class: classes.join(" "), role: "button", tabindex: "-1", "data-ids": ids.join(" "),
      "data-kinds": kinds.join(" "), title: kinds.map((kind) => KIND_NAMES[kind]).join(", "),
      on: { click: () => onPick(mark, ids) },
    }, words);
    marks.push(mark);
    return mark;
  });
  box.replaceChildren(...nodes);
  if (marks.length) marks[0].tabIndex = 0;
  return marks;
}

/** One stop in the tab order; arrow keys move between the marks that are shown. */
function moveAmongMarks(event, onPick) {
  const mark = event.target.closest("mark.hit");
  if (!mark) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    onPick(mark, mark.dataset.ids.split(" "));
    return;
  }
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const marks = [...event.currentTarget.querySelectorAll("mark.hit")];
  const next = marks[marks.indexOf(mark) + step];
  if (next) focusMark(next);
}

function focusMark(mark) {
  for (const other of $("text").querySelectorAll('mark[tabindex="0"]')) other.tabIndex = -1;
  mark.tabIndex = 0;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
}
