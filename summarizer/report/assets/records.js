// Records beside the text: what is doubtful first, who says what second, all else after.

const chip = (text, kind) => el("span", { class: kind ? `chip ${kind}` : "chip", text });
const STATUS_KIND = { disputed: "bad", unsourced: "warn", attributed: "", admitted: "good", corroborated: "good", author_stated: "" };
const sureChip = (status) => chip(SURE[status], STATUS_KIND[status]);

/** Names of records in words, for one summary. */
function namer(summary) {
  const byId = new Map();
  for (const kind of Object.keys(KIND_OF)) for (const record of summary[kind] || []) byId.set(record.id, { kind, record });
  const source = (id) => {
    const row = byId.get(id);
    if (!row || row.kind !== "attributions") return id;
    return row.record.source ? row.record.source.text : row.record.cue.quote;
  };
  const name = (id) => {
    const row = byId.get(id);
    if (!row) return id;
    return row.record.name || row.record.title || (row.kind === "attributions" ? source(id) : id);
  };
  return { byId, source, name };
}

function titleOf(kind, record, names) {
  if (kind === "casualties") return `${countWords(record.count)} ${plain(record.harm)}`;
  if (kind === "attributions") {
    const who = record.source ? record.source.text : "no source";
    return `${who}: ${plain(record.stance)}`;
  }
  if (kind === "weapons") return `${record.name_in_text.quote}: ${plain(record.category)}`;
  if (kind === "media") return `${record.kind}: ${record.caption.quote}`;
  if (kind === "discrepancies") return `${plain(record.kind)}: ${record.about}`;
  if (kind === "unknowns") return `not known: ${record.about}`;
  return record.title || record.name || record.id;
}

/** Chips: how sure, who denies, what is hedged. */
function chipsOf(kind, record, names) {
  const chips = [];
  if (record.claim_status) chips.push(sureChip(record.claim_status));
  if (record.status && record.status !== "actual") chips.push(chip(record.status, "warn"));
  if (record.time_frame && record.time_frame !== "current") chips.push(chip(record.time_frame));
  if ((record.denied_by || []).length) chips.push(chip(`denied by ${record.denied_by.map(names.source).join(", ")}`, "bad"));
  for (const row of record.responsibility || []) {
    chips.push(chip(`${names.name(row.actor_id)}: ${plain(row.basis)}${row.by && row.by.length ? ` by ${row.by.map(names.source).join(", ")}` : ""}`));
    if ((row.denied_by || []).length) chips.push(chip(`denied by ${row.denied_by.map(names.source).join(", ")}`, "bad"));
  }
  if (kind === "attributions") {
    if (record.stance === "denies") chips.push(chip("denial", "bad"));
    if (["could_not_verify", "declines_comment", "questions", "suspects"].includes(record.stance)) chips.push(chip(plain(record.stance), "warn"));
    for (const hedge of record.hedges || []) chips.push(chip(`hedge: ${hedge}`, "warn"));
    if (!record.source) chips.push(chip("no source named", "warn"));
    if ((record.anonymous_links || []).length) chips.push(chip("anonymous", "warn"));
    if (record.author_stance !== "neutral") chips.push(chip(`article: ${record.author_stance}`, "warn"));
    if (record.source && record.source.party_to_conflict) chips.push(chip("party to the conflict"));
  }
  if (record.count && numberless(record.count)) chips.push(chip("no number", "warn"));
  return chips;
}

/** Pairs of a label and words; empty ones fall out. */
function detailsOf(kind, record, names) {
  const list = (ids) => (ids || []).map(names.name).join(", ");
  const rows = [];
  const add = (label, value) => { if (value !== undefined && value !== null && value !== "" && value !== false) rows.push([label, String(value)]); };
  if (kind === "events") {
    add("Type", [record.event_type, record.sub_event_type].filter(Boolean).join(" / "));
    add("When", dateWords(record.date));
    add("Where", (record.locations || []).map((part) => `${names.name(part.location_id)} (${plain(part.role)})`).join(", "));
    add("Actors", (record.actors || []).map((part) => `${names.name(part.actor_id)} (${part.role})`).join(", "));
    add("Outcome", record.outcome && plain(record.outcome));
    add("Sources", [...new Set((record.attribution_ids || []).map(names.source))].join(", "));
  } else if (kind === "casualties") {
    add("Printed", `“${record.count.text}”`);
    add("Claimed by", record.claimed_by.length ? record.claimed_by.map(names.source).join(", ") : "the article itself");
    add("Victims", record.victims.text);
    add("Status of the victims", plain(record.victims.civilian_status));
    add("Event", record.event_id && names.name(record.event_id));
    add("Scope", record.scope !== "incident" && plain(record.scope));
    add("Part of", record.subset_of || record.part_of || record.increment_of);
    add("Older toll", record.supersedes && record.supersedes.text);
  } else if (kind === "attributions") {
    add("Says with", `“${record.cue.quote}” (${record.directness})`);
    add("Through", (record.chain || []).length > 1 && record.chain.join(" ← "));
    add("Channel", record.channel);
    add("Said", record.date.text && dateWords(record.date));
    add("About", [...new Set(record.refs || [])].map(names.name).join(", "));
  } else if (kind === "weapons") {
    add("Action", record.action);
    add("Users", list(record.user_actor_ids));
    add("Claimed by", (record.claimed_by || []).map(names.source).join(", "));
    add("Law, in the article’s words", record.legal_statement && record.legal_statement.evidence.quote);
    add("Treaties on this category", (record.treaties_derived || []).join(", "));
    add("Quantity", record.quantity && record.quantity.text);
  } else if (kind === "actors") {
    add("Kind", plain(record.kind));
    add("Country", record.country);
    add("Alignment in the text", record.alignment_in_text);
  } else if (kind === "locations") {
    add("Kind", plain(record.granularity));
    add("Relation", record.relation !== "in" && plain(record.relation));
    add("Lies in", (record.parents_in_text || []).join(", "));
    add("Country", record.country);
  } else if (kind === "media") {
    add("Verification", record.verification);
    add("Posted by", record.posted_by);
  } else if (kind === "discrepancies") {
    add("Between", list(record.between));
    add("Resolved", record.resolved_by ? `by the article: ${record.resolved_to}` : "left open");
  }
  return rows;
}

function quoteButton(evidence, id, jump) {
  const lost = evidence.match === "missing";
  const note = lost ? ` – ${MATCH.missing}${evidence.reason ? `: ${evidence.reason}` : ""}` : evidence.match === "exact" ? "" : ` – ${MATCH[evidence.match]}`;
  const words = [el("q", { text: evidence.quote }), note ? el("span", { class: lost ? "lost" : "dim", text: note }) : null];
  if (lost) return el("p", { class: "quote missing", dir: "auto" }, words);
  return el("button", { class: "quote", type: "button", dir: "auto", "aria-label": `Show in the text: ${evidence.quote}`, on: { click: () => jump(id, evidence) } }, words);
}

function card(article, kind, record, names, jump) {
  const { made, stale } = decisionOn(article, record.id);
  const heading = `h-${record.id}`;
  const evidence = evidenceOf(kind, record);
  const wanted = record.content ? ["content"] : ["cue"]; // source and cue stand in the heading
  const shown = kind === "attributions" ? evidence.filter(({ part, evidence: one }) => wanted.includes(part) || one.match === "missing") : evidence;
  const quotes = shown.slice(0, 3).map((one) => quoteButton(one.evidence, record.id, jump));
  const details = detailsOf(kind, record, names);
  const node = el("article", { class: `card c-${KIND_OF[kind]}`, id: `r-${record.id}`, "data-id": record.id, "data-kind": kind, tabindex: "-1", "aria-labelledby": heading },
    el("header", null,
      el("h4", { id: heading, dir: "auto" }, titleOf(kind, record, names), " ", el("span", { class: "id", text: record.id })),
      el("div", { class: "chips" }, chipsOf(kind, record, names), stale ? chip(`changed since: ${stale.decision}`, "warn") : null)),
    quotes,
    shown.length > 3 ? el("p", { class: "dim", text: `and ${shown.length - 3} more passages` }) : null,
    details.length ? el("dl", null, details.flatMap(([label, value]) => [el("dt", { text: label }), el("dd", { dir: "auto", text: value })])) : null,
    decisionBar(article, kind, record));
  if (made) node.dataset.decision = made.decision;
  return node;
}

function decisionBar(article, kind, record) {
  const made = decisionOn(article, record.id).made || {};
  const button = (decision, label, key) => el("button", {
    type: "button", class: `decide ${decision}`, "aria-pressed": String(made.decision === decision),
    "aria-keyshortcuts": key, "aria-label": `${label} ${record.id}`,
    on: { click: () => (decision === "correct" ? openCorrection(article, kind, record) : toggleDecision(article, record.id, decision)) },
  }, label, el("kbd", { "aria-hidden": "true", text: key }));
  const changed = made.fields ? Object.entries(made.fields).map(([path, value]) => `${path}: ${value === null ? "empty" : value}`).join("; ") : "";
  return el("footer", null,
    button("accept", "Accept", "a"), button("reject", "Reject", "r"), button("correct", "Correct", "c"),
    changed || made.note ? el("p", { class: "changed", dir: "auto", text: [changed, made.note].filter(Boolean).join(" – ") }) : null);
}

/** What needs eyes first: missing quotes and issues, errors before warnings. */
function checkFirst(summary, names, open) {
  const order = { error: 0, warning: 1, note: 2 };
  const issues = [...(summary.issues || [])].sort((a, b) => order[a.severity] - order[b.severity]);
  const told = new Set(issues.filter((issue) => issue.evidence).map((issue) => `${issue.record_id}|${issue.evidence.quote}`));
  const rows = issues.map((issue) => ({ id: issue.record_id, severity: issue.severity, text: `${issue.code}: ${issue.message}` }));
  for (const [id, { kind, record }] of names.byId) {
    for (const { evidence } of evidenceOf(kind, record)) {
      if (evidence.match === "missing" && !told.has(`${id}|${evidence.quote}`)) rows.unshift({ id, severity: "error", text: `quote not found: “${evidence.quote}”` });
    }
  }
  if (!rows.length) return null;
  return el("section", { "aria-labelledby": "sec-check" },
    el("h3", { id: "sec-check", text: `Check first (${rows.length})` }),
    el("ul", { class: "issues" }, rows.map((row) => el("li", { class: row.severity },
      el("span", { class: "severity", text: row.severity }),
      el("span", { dir: "auto", text: row.text }),
      row.id && names.byId.has(row.id) ? el("button", { type: "button", class: "link", text: row.id, "aria-label": `Go to ${row.id}`, on: { click: () => open(row.id) } }) : null))));
}

const SECTIONS = [
  ["attributions", "Who says what"], ["casualties", "Casualty claims"], ["events", "Events"],
  ["weapons", "Weapons"], ["discrepancies", "Where claims differ"], ["unknowns", "Not known"],
  ["media", "Footage and images"], ["actors", "Actors"], ["locations", "Places"],
];

function claimsOf(summary, names) {
  return (summary.casualties || []).map((record) => ({
    id: record.id, harm: record.harm, count: record.count, status: record.claim_status,
    who: record.claimed_by.map(names.source).join(", "), denied: record.denied_by.map(names.source).join(", "),
    victims: record.victims.text, event: record.event_id, scope: record.scope, inside: record.subset_of || record.part_of || record.increment_of,
  }));
}

function drawRecords(box, article, jump, open) {
  const { summary } = article;
  const names = namer(summary);
  const parts = [checkFirst(summary, names, open)];
  for (const [kind, label] of SECTIONS) {
    const records = summary[kind] || [];
    if (!records.length) continue;
    const cards = records.map((record) => card(article, kind, record, names, jump));
    const heading = `sec-${kind}`;
    const body = [];
    if (kind === "casualties") {
      const claims = claimsOf(summary, names);
      for (const event of [...new Set(claims.map((claim) => claim.event))]) {
        body.push(el("p", { class: "about", dir: "auto", text: event ? names.name(event) : "no event named" }));
        body.push(claimChart(claims.filter((claim) => claim.event === event), (claim) => open(claim.id)));
      }
    }
    parts.push(el("section", { "aria-labelledby": heading }, el("h3", { id: heading, text: `${label} (${records.length})` }), body, cards));
  }
  box.replaceChildren(...parts.filter(Boolean));
}
