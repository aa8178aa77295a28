// Claims drawn as ranges: what a source says is shown, what it leaves open stays open.

// Places along a line are percentages, so that dots and arrows keep their size at any width.
const FIRST = 2;
const LAST = 98;
const REACH = 84; // the numbers end here; what is beyond belongs to open arrows

/** The largest number any of the claims prints, for one scale over all of them. */
function largest(claims) {
  return Math.max(1, ...claims.flatMap(({ count }) => [count.min, count.max, count.best].filter(Number.isFinite)));
}

const pct = (value) => `${value}%`;
const along = (x1, x2, y, name) => svg("line", { x1: pct(x1), x2: pct(x2), y1: y, y2: y, class: name });
/** A shape in pixels, hung at a percentage. */
const hung = (x, y, shape) => svg("svg", { x: pct(x), y, overflow: "visible" }, shape);
const arrowTip = (x, y, way) => hung(x, y, svg("polyline", { points: `${-7 * way},-6 0,0 ${-7 * way},6`, class: "arrow" }));

/** Draw one claim on a scale from 0 to `top`. A dot is a number; an open arrow a bound that is
    not given; a hatched band no number at all. */
function drawClaim(count, top, label) {
  const x = (value) => FIRST + ((REACH - FIRST) * value) / top;
  const mid = 10;
  const parts = [along(FIRST, LAST, mid, "rail")];
  const dot = (value, open) => svg("circle", { cx: pct(x(value)), cy: mid, r: 5, class: open ? "dot open" : "dot" });
  const { min, max, best, qualifier } = count;
  const has = (value) => Number.isFinite(value);
  if (numberless(count) || (!has(min) && !has(max) && !has(best))) {
    const band = { x: pct(FIRST), y: 3, width: pct(LAST - FIRST), height: 14, rx: 3 };
    parts.push(svg("rect", { ...band, class: qualifier === "none_reported" ? "band empty" : "band" }));
  } else if (has(min) && min === max) {
    parts.push(dot(min));
  } else if (has(min) && has(max)) {
    parts.push(along(x(min), x(max), mid, "range"), dot(min), dot(max));
  } else if (has(min)) {
    parts.push(along(x(min), LAST, mid, "reach"), arrowTip(LAST, mid, 1), dot(min, qualifier === "more_than"));
  } else if (has(max)) {
    parts.push(along(FIRST, x(max), mid, "reach"), arrowTip(FIRST, mid, -1), dot(max, qualifier === "less_than"));
  } else {
    parts.push(hung(x(best), mid, svg("polygon", { points: "-7,0 0,-7 7,0 0,7", class: "diamond" })));
  }
  return svg("svg", { class: "claim", height: 20, role: "img", "aria-label": label }, ...parts);
}

function axis(top) {
  const marks = [0, top].map((value) => {
    const node = svg("text", { x: pct(FIRST + ((REACH - FIRST) * value) / top), y: 12, class: "tick" });
    node.textContent = value;
    return node;
  });
  return svg("svg", { class: "claim", height: 16, "aria-hidden": "true" }, ...marks);
}

function claimRow(claim, top, open) {
  const who = claim.who || "the article itself";
  const label = `${who}: ${countWords(claim.count)}, printed: ${claim.count.text}`;
  // "22 bodies" says more than "22" and "people" together would
  const printed = claim.count.text;
  const longer = claim.victims && claim.victims.toLowerCase().includes(printed.toLowerCase());
  const chips = [];
  if (claim.denied) chips.push(el("span", { class: "chip bad", text: `denied by ${claim.denied}` }));
  else if (claim.status === "disputed") chips.push(el("span", { class: "chip bad", text: "disputed" }));
  if (claim.status === "unsourced") chips.push(el("span", { class: "chip warn", text: "hedged, no source" }));
  if (claim.inside) chips.push(el("span", { class: "chip", text: `part of ${claim.inside}` }));
  return el("li", null,
    el("button", { class: "who", type: "button", on: { click: () => open(claim) } }, el("bdi", { text: who })),
    drawClaim(claim.count, top, label),
    el("span", { class: "said" }, el("bdi", { text: `“${longer ? claim.victims : printed}”` }),
      claim.victims && !longer ? el("bdi", { class: "dim", text: ` ${claim.victims}` }) : null, chips));
}

/** Rows of claims about one event: claimant, drawing, printed words. `open(claim)` on choosing.
    Tolls of a month or a war have a scale of their own: they are no toll of the event. */
function claimChart(claims, open) {
  const rows = [];
  const groupOf = (claim) => (claim.scope === "incident" ? plain(claim.harm) : `${plain(claim.harm)}, ${plain(claim.scope)}`);
  for (const name of [...new Set(claims.map(groupOf))]) {
    const group = claims.filter((claim) => groupOf(claim) === name);
    const top = largest(group);
    const scale = group.every((claim) => numberless(claim.count)) ? null
      : el("li", { class: "axis", "aria-hidden": "true" }, el("span"), axis(top), el("span"));
    rows.push(el("h4", { text: name }), el("ul", { class: "claims" }, group.map((claim) => claimRow(claim, top, open)), scale));
  }
  return el("div", { class: "chart" }, rows);
}

const DAY = 86400000;
const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;

/** A bar for the days an event may have happened on; a missing end is an open arrow. */
function drawDays(row, from, to) {
  const scale = (day) => FIRST + ((LAST - FIRST) * (day - from)) / Math.max(1, to - from);
  const start = row.start ? scale(dayOf(row.start)) : FIRST;
  const end = row.end ? scale(dayOf(row.end) + 1) : LAST;
  const parts = [along(FIRST, LAST, 8, "rail")];
  if (row.start || row.end) {
    const names = ["days", row.status === "actual" ? "" : "unreal", row.start && row.end ? "" : "openended"];
    parts.push(svg("rect", { x: pct(Math.min(start, LAST - 1)), y: 3, width: pct(Math.max(1, end - start)), height: 10, rx: 2, class: names.join(" ") }));
    if (!row.start) parts.push(arrowTip(FIRST - 1.5, 8, -1));
    if (!row.end) parts.push(arrowTip(LAST + 1.5, 8, 1));
  }
  return svg("svg", { class: "claim", height: 16, "aria-hidden": "true" }, ...parts);
}

/** The first day of each year or month between two days, at most about a dozen. */
function dayAxis(from, to) {
  const scale = (day) => FIRST + ((LAST - FIRST) * (day - from)) / Math.max(1, to - from);
  const begin = new Date(from * DAY);
  const months = Math.max(1, Math.ceil((to - from) / 30.4 / 6));
  const every = [1, 2, 3, 6].find((step) => step >= months) || 12 * Math.ceil(months / 12);
  const marks = [];
  for (let n = every === 1 ? begin.getUTCMonth() + 1 : 0; n < 12000; n += every) {
    const day = Date.UTC(begin.getUTCFullYear(), n, 1) / DAY;
    if (day > to) break;
    if (day < from) continue;
    const node = svg("text", { x: pct(scale(day)), y: 12, class: "tick" });
    node.textContent = new Date(day * DAY).toISOString().slice(0, every % 12 ? 7 : 4);
    marks.push(node);
  }
  return svg("svg", { class: "claim", height: 16, "aria-hidden": "true" }, ...marks);
}
