// The page: views, the current article and record, keys.

const current = { n: null, record: null, article: null };
let view = "articles";

function recordCard(id) {
  return document.getElementById(`r-${id}`);
}

function openArticle(n, recordId, focus) {
  if (n === null || !runBlock("index")[n]) return;
  if (view !== "articles") showView("articles");
  if (current.n !== n) {
    current.n = n;
    current.article = block(`a${n}`);
    current.record = null;
    drawArticle();
  }
  document.body.dataset.open = "article";
  for (const entry of $("list").querySelectorAll("[data-n]")) {
    if (Number(entry.dataset.n) === n) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
  }
  if (recordId) pick(recordId, true);
  else if (focus) $("title").focus();
}

function drawArticle() {
  const { summary, text } = current.article;
  const info = summary.article;
  const meta = runBlock("index")[current.n];
  $("title").textContent = meta.title;
  $("facts").textContent = [meta.publisher, meta.date, info.article_type && plain(info.article_type), info.url, summary.provenance.extractor && `extractor: ${summary.provenance.extractor}`].filter(Boolean).join(" · ");
  $("headline").textContent = summary.headline;
  $("abstract").replaceChildren(...(summary.abstract || []).map((sentence) => el("li", { dir: "auto" }, sentence.text, " ",
    ...(sentence.refs || []).map((ref) => el("button", { type: "button", class: "link", text: ref, "aria-label": `Go to ${ref}`, on: { click: () => pick(ref, true) } })))));
  $("limits").textContent = summary.provenance.extractor_limits || "";
  if (info.language) $("text").lang = info.language;
  else $("text").removeAttribute("lang");
  drawText($("text"), summary, text, pickMark);
  drawRecords($("records"), current.article, jumpToText, (id) => pick(id, true));
  $("textpane").scrollTop = 0;
  $("recordpane").scrollTop = 0;
  filterKinds();
}

/** Choosing a mark opens its innermost record; choosing it again the next one it belongs to. */
function pickMark(mark, ids) {
  const at = ids.indexOf(current.record);
  const id = ids[(at + 1) % ids.length];
  pick(id, true);
  if (ids.length > 1) announce(`${id}, ${((at + 1) % ids.length) + 1} of ${ids.length} records on these words`);
}

function pick(id, focus) {
  const node = recordCard(id);
  if (!node) return;
  for (const old of document.querySelectorAll(".picked")) old.classList.remove("picked");
  current.record = id;
  node.classList.add("picked");
  const marks = [...$("text").querySelectorAll("mark.hit")].filter((mark) => mark.dataset.ids.split(" ").includes(id));
  for (const mark of marks) mark.classList.add("picked");
  if (document.body.dataset.pane === "text" && focus && narrow()) showPane("records");
  if (marks[0] && !narrow()) scrollInside($("textpane"), marks[0]);
  if (focus) {
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest" });
  }
}

function scrollInside(pane, node) {
  const box = pane.getBoundingClientRect();
  const rect = node.getBoundingClientRect();
  if (rect.top < box.top || rect.bottom > box.bottom) pane.scrollTop += rect.top - box.top - box.height / 3;
}

function jumpToText(id, evidence) {
  pick(id, false);
  if (narrow()) showPane("text");
  let best = null;
  let offset = 0;
  for (const node of $("text").childNodes) {
    if (node.nodeType === 1 && offset >= evidence.start && offset < evidence.end && node.dataset.ids.split(" ").includes(id)) { best = node; break; }
    offset += lengthOf(node.textContent);
  }
  if (best) focusMark(best);
}

const narrow = () => matchMedia("(max-width: 60rem)").matches;
function showPane(name) {
  document.body.dataset.pane = name;
  for (const tab of document.querySelectorAll("[data-show]")) tab.setAttribute("aria-pressed", String(tab.dataset.show === name));
}

function toggleDecision(article, id, decision) {
  const { made } = decisionOn(article, id);
  const off = made !== null && made.decision === decision;
  decide(article, id, off ? null : decision);
  redrawCard(id);
  announce(off ? `${id}: decision taken back` : `${id} ${decision}ed`);
}

function redrawCard(id) {
  const old = recordCard(id);
  const kind = old.dataset.kind;
  const names = namer(current.article.summary);
  const had = old.contains(document.activeElement);
  const fresh = card(current.article, kind, names.byId.get(id).record, names, jumpToText);
  if (current.record === id) fresh.classList.add("picked");
  old.replaceWith(fresh);
  if (had || current.record === id) fresh.focus({ preventScroll: true });
}

function step(by) {
  const cards = [...$("records").querySelectorAll(".card")];
  if (!cards.length) return;
  const at = cards.findIndex((node) => node.dataset.id === current.record);
  const next = cards[Math.min(cards.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
  pick(next.dataset.id, true);
}

function stepArticle(by) {
  const rows = foundArticles();
  const at = rows.findIndex((row) => row.n === current.n);
  const next = rows[at + by];
  if (next) openArticle(next.n, null, true);
}

function showView(name) {
  view = name;
  document.body.dataset.view = name;
  for (const tab of document.querySelectorAll("[data-view-tab]")) {
    if (tab.dataset.viewTab === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  for (const part of document.querySelectorAll("[data-view-part]")) part.hidden = part.dataset.viewPart !== name;
  if (name === "timeline") drawTimeline();
  if (name === "claims") drawClaims();
}

function filterKinds() {
  for (const box of $("legend").querySelectorAll("input")) $("text").classList.toggle(`hide-${box.value}`, !box.checked);
}

const KEYS = {
  j: () => step(1), k: () => step(-1), n: () => stepArticle(1), p: () => stepArticle(-1),
  a: () => current.record && toggleDecision(current.article, current.record, "accept"),
  r: () => current.record && toggleDecision(current.article, current.record, "reject"),
  c: () => {
    if (!current.record) return;
    const { kind, record } = namer(current.article.summary).byId.get(current.record);
    openCorrection(current.article, kind, record);
  },
  "/": () => $("search").focus(), "?": () => $("helpbox").showModal(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, select, textarea, dialog") || !$("keys").checked) return;
  const action = KEYS[event.key];
  if (!action || (view !== "articles" && !["/", "?"].includes(event.key))) return;
  event.preventDefault();
  action();
}

function start() {
  loadDecisions();
  $("legend").append(...KINDS.map((kind) => el("label", { class: `key k-${kind}` }, el("input", { type: "checkbox", value: kind, checked: true, on: { change: filterKinds } }), KIND_NAMES[kind])));
  const harms = [...new Set(runBlock("claims").flatMap((group) => group.claims.map((claim) => claim.harm)))].sort();
  $("harm").append(...harms.map((harm) => el("option", { value: harm, text: plain(harm) })));
  let waiting;
  $("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { query = $("search").value; drawList(); if (view !== "articles") showView(view); }, 120);
  });
  $("harm").addEventListener("change", drawClaims);
  for (const tab of document.querySelectorAll("[data-view-tab]")) tab.addEventListener("click", () => showView(tab.dataset.viewTab));
  for (const tab of document.querySelectorAll("[data-show]")) tab.addEventListener("click", () => showPane(tab.dataset.show));
  for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
  $("back").addEventListener("click", () => { document.body.dataset.open = "list"; $("search").focus(); });
  $("help").addEventListener("click", () => $("helpbox").showModal());
  $("export").addEventListener("click", exportDialog);
  $("reviewer").addEventListener("change", () => { reviewer = $("reviewer").value.trim(); saveDecisions(); $("exportbox").close(); exportDialog(); });
  $("import").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", async () => {
    const [file] = $("file").files;
    $("file").value = "";
    if (!file) return;
    try {
      const { taken, passed } = readDecisionsFile(await file.text());
      if (current.article) drawRecords($("records"), current.article, jumpToText, (id) => pick(id, true));
      announce(`${taken} decisions imported${passed ? `, ${passed} of other articles passed over` : ""}`);
    } catch (error) {
      announce(`${file.name} was not imported: ${error.message}`);
    }
  });
  $("text").addEventListener("keydown", (event) => moveAmongMarks(event, pickMark));
  document.addEventListener("keydown", onKey);
  drawProgress();
  drawList();
  showView("articles");
  showPane("text");
  document.body.dataset.open = "list";
  if (runBlock("index").length) {
    openArticle(0, null, false);
    if (narrow()) document.body.dataset.open = "list";
  }
  document.documentElement.dataset.ready = "true";
}

start();
