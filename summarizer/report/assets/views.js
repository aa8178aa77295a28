// Across articles: the list, the timeline, and casualty claims by claimant.

const PAGE = 100; // rows drawn at once; more on request
let query = "";

/** Rows of the index that the search finds: metadata first, then the whole text of each article. */
function foundArticles() {
  const rows = runBlock("index");
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return rows;
  return rows.filter((row) => {
    if (row.low === undefined) row.low = [row.title, row.publisher, row.date, row.id].filter(Boolean).join(" ").toLocaleLowerCase();
    if (words.every((word) => row.low.includes(word))) return true;
    if (row.all === undefined) row.all = $(`a${row.n}`).textContent.toLocaleLowerCase();
    return words.every((word) => row.all.includes(word));
  });
}

/** Draw rows by pages, with a button that brings the next one. */
function paged(box, rows, draw, tag = "ul") {
  const list = el(tag, { class: "rows" });
  box.replaceChildren(list);
  let shown = 0;
  const more = el("button", { type: "button", class: "more", on: { click: () => next(true) } });
  function next(byHand) {
    const fresh = rows.slice(shown, shown + PAGE).map(draw);
    list.append(...fresh);
    shown += fresh.length;
    if (shown < rows.length) {
      more.textContent = `Show more (${rows.length - shown} left)`;
      box.append(more);
    } else more.remove();
    if (byHand && fresh[0]) (fresh[0].querySelector("button") || fresh[0]).focus();
  }
  next(false);
}

function drawList() {
  const rows = foundArticles();
  $("found").textContent = `${rows.length} article${rows.length === 1 ? "" : "s"}`;
  paged($("list"), rows, (row) => el("li", null, el("button", {
    type: "button", class: "entry", "data-n": row.n, "aria-current": row.n === current.n ? "true" : null,
    on: { click: () => openArticle(row.n, null, true) },
  },
  el("span", { class: "title", dir: "auto", text: row.title }),
  el("span", { class: "dim", dir: "auto", text: [row.publisher, row.date].filter(Boolean).join(", ") }),
  el("span", { class: "chips" },
    row.lost ? chip(`${row.lost} missing quote${row.lost === 1 ? "" : "s"}`, "bad") : null,
    row.errors ? chip(`${row.errors} error${row.errors === 1 ? "" : "s"}`, "bad") : null,
    row.warnings ? chip(`${row.warnings} to check`, "warn") : null,
    row.denials ? chip(`${row.denials} denial${row.denials === 1 ? "" : "s"}`) : null))));
}

function drawTimeline() {
  const keep = new Set(foundArticles().map((row) => row.n));
  const rows = runBlock("timeline").filter((row) => keep.has(row.n));
  const dated = rows.filter((row) => row.start || row.end);
  const days = dated.flatMap((row) => [row.start, row.end].filter(Boolean).map(dayOf));
  const [from, to] = [days.reduce((a, b) => Math.min(a, b), Infinity), days.reduce((a, b) => Math.max(a, b), -Infinity) + 1];
  const edge = (row) => row.start || row.end || "9999";
  rows.sort((a, b) => (edge(a) < edge(b) ? -1 : edge(a) > edge(b) ? 1 : 0));
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  $("timenote").textContent = dated.length
    ? `${dated.length} dated events from ${iso(from)} to ${iso(to - 1)}, ${rows.length - dated.length} without a date. An open arrow means that one end is not known; an outline that it did not happen, or not yet.`
    : "No event has a date.";
  $("timeaxis").replaceChildren(...(dated.length ? [el("span"), dayAxis(from, to), el("span")] : []));
  paged($("timerows"), rows, (row) => el("li", { class: "timerow" },
    el("span", { class: "when", text: row.start || row.end ? dateWords({ start: row.start, end: row.end }) : "not dated" }),
    drawDays(row, from, to),
    el("span", null,
      el("button", { type: "button", class: "link", dir: "auto", text: row.title, on: { click: () => openArticle(row.n, row.id, true) } }), " ",
      row.status === "actual" ? null : chip(row.status, "warn"), row.claim === "disputed" ? chip("disputed", "bad") : row.claim === "unsourced" ? chip("hedged, no source", "warn") : null,
      el("span", { class: "dim", dir: "auto", text: ` ${runBlock("index")[row.n].title}` }))));
}

function drawClaims() {
  const harm = $("harm").value;
  const keep = new Set(foundArticles().map((row) => row.n));
  const groups = runBlock("claims")
    .filter((group) => keep.has(group.n))
    .map((group) => ({ ...group, claims: group.claims.filter((claim) => !harm || claim.harm === harm) }))
    .filter((group) => group.claims.length)
    .sort((a, b) => b.claims.length - a.claims.length || a.n - b.n);
  $("claimnote").textContent = `${groups.length} event${groups.length === 1 ? "" : "s"} with claims, most claims first. A dot is a number, an open arrow a bound that nobody gave, a hatched band a claim without a number.`;
  paged($("claimrows"), groups, (group) => el("li", { class: "claimgroup" },
    el("h3", { dir: "auto", text: group.title || "No event named" }),
    el("p", { class: "dim", dir: "auto", text: runBlock("index")[group.n].title }),
    claimChart(group.claims, (claim) => openArticle(group.n, claim.id, true))));
}
