// Claims drawn as ranges: what a source says is shown, what it leaves open stays open.

const WIDE = 420;
const LEFT = 10;
const SPAN = WIDE - 2 * LEFT;

/** The largest number any of the claims prints, for one scale over all of them. */
function largest(claims) {
  return Math.max(1, ...claims.flatMap(({ count }) => [count.min, count.max, count.best].filter(Number.isFinite)));
}

/** Draw one claim on a scale from 0 to `top`. A dot is a number; an open arrow a bound that is
    not given; a hatched band no number at all. */
function drawClaim(count, top, label) {
  const x = (value) => LEFT + (SPAN * 0.86 * value) / top; // the rest of the width is for arrows
  const mid = 10;
  const parts = [svg("line", { x1: LEFT, y1: mid, x2: WIDE - LEFT, y2: mid, class: "rail" })];
  const dot = (value, open) => svg("circle", { cx: x(value), cy: mid, r: 5, class: open ? "dot open" : "dot" });
  const line = (from, to, name) => svg("line", { x1: from, y1: mid, x2: to, y2: mid, class: name });
  const arrow = (tip, way) => svg("polyline", {
    points: `${tip - 7 * way},${mid - 6} ${tip},${mid} ${tip - 7 * way},${mid + 6}`, class: "arrow",
  });
  const { min, max, best, qualifier } = count;
  const has = (value) => Number.isFinite(value);
  if (numberless(count) || (!has(min) && !has(max) && !has(best))) {
    const band = { x: LEFT, y: 2, width: SPAN, height: 16, rx: 3 };
    parts.push(svg("rect", { ...band, class: qualifier === "none_reported" ? "band empty" : "band" }));
  } else if (has(min) && min === max) {
    parts.push(dot(min));
  } else if (has(min) && has(max)) {
    parts.push(line(x(min), x(max), "range"), dot(min), dot(max));
  } else if (has(min)) {
    parts.push(line(x(min), WIDE - LEFT, "reach"), arrow(WIDE - LEFT, 1), dot(min, qualifier === "more_than"));
  } else if (has(max)) {
    parts.push(line(LEFT, x(max), "reach"), arrow(LEFT, -1), dot(max, qualifier === "less_than"));
  } else {
    const at = x(best);
    parts.push(svg("polygon", { points: `${at - 7},${mid} ${at},${mid - 7} ${at + 7},${mid} ${at},${mid + 7}`, class: "diamond" }));
  }
  return svg("svg", { viewBox: `0 0 ${WIDE} 20`, class: "claim", role: "img", "aria-label": label }, ...parts);
}

function axis(top) {
  const steps = [0, top / 2, top].map((value) => Math.round(value));
  const marks = [...new Set(steps)].map((value) => {
    const node = svg("text", { x: LEFT + (SPAN * 0.86 * value) / top, y: 12, class: "tick" });
    node.textContent = value;
    return node;
  });
  return svg("svg", { viewBox: `0 0 ${WIDE} 16`, class: "claim", "aria-hidden": "true" }, ...marks);
}

/** Rows of claims about one event: claimant, drawing, printed words. `open(claim)` on choosing. */
function claimChart(claims, open) {
  const rows = [];
  for (const harm of [...new Set(claims.map((claim) => claim.harm))]) {
    const group = claims.filter((claim) => claim.harm === harm);
    const top = largest(group);
    rows.push(el("h4", { text: plain(harm) }));
    rows.push(el("ul", { class: "claims" }, group.map((claim) => {
      const who = claim.who || "the article itself";
      const words = countWords(claim.count);
      const label = `${who}: ${words}, printed: ${claim.count.text}`;
      const chips = [];
      if (claim.status === "disputed" || claim.denied) chips.push(el("span", { class: "chip bad", text: claim.denied ? `denied by ${claim.denied}` : "disputed" }));
      if (claim.status === "unsourced") chips.push(el("span", { class: "chip warn", text: "hedged, no source" }));
      if (claim.inside) chips.push(el("span", { class: "chip", text: `part of ${claim.inside}` }));
      return el("li", null,
        el("button", { class: "who", type: "button", on: { click: () => open(claim) } }, el("bdi", { text: who })),
        drawClaim(claim.count, top, label),
        el("span", { class: "said" }, el("bdi", { text: `“${claim.count.text}”` }), claim.victims ? el("bdi", { class: "dim", text: ` ${claim.victims}` }) : null, chips));
    }), el("li", { class: "axis", "aria-hidden": "true" }, el("span"), numberless(group[0].count) && group.every((claim) => numberless(claim.count)) ? el("span") : axis(top), el("span"))));
  }
  return el("div", { class: "chart" }, rows);
}

const DAY = 86400000;
const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;

/** A bar for the days an event may have happened on; a missing end is an open arrow. */
function drawDays(row, from, to) {
  const scale = (day) => LEFT + (SPAN * (day - from)) / Math.max(1, to - from);
  const start = row.start ? scale(dayOf(row.start)) : LEFT;
  const end = row.end ? scale(dayOf(row.end) + 1) : WIDE - LEFT;
  const state = row.status === "actual" ? "days" : "days unreal";
  const parts = [svg("line", { x1: LEFT, y1: 8, x2: WIDE - LEFT, y2: 8, class: "rail" })];
  if (row.start || row.end) {
    parts.push(svg("rect", { x: start, y: 3, width: Math.max(4, end - start), height: 10, rx: 2,
      class: row.start && row.end ? state : `${state} openended` }));
    if (!row.start) parts.push(svg("polyline", { points: `${LEFT + 6},2 ${LEFT},8 ${LEFT + 6},14`, class: "arrow" }));
    if (!row.end) parts.push(svg("polyline", { points: `${WIDE - LEFT - 6},2 ${WIDE - LEFT},8 ${WIDE - LEFT - 6},14`, class: "arrow" }));
  }
  return svg("svg", { viewBox: `0 0 ${WIDE} 16`, class: "claim", "aria-hidden": "true" }, ...parts);
}
