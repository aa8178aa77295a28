// Accept, reject, correct: kept in the browser, carried by a JSON file.

const STORE = `summarizer-review:${JSON.parse(document.getElementById("run").textContent)}`;
let decisions = {}; // "article|record" -> {decision, fields, note, digest}
let reviewer = "";
let storageWorks = true;

function loadDecisions() {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) || "{}");
    decisions = kept.decisions || {};
    reviewer = kept.reviewer || "";
    localStorage.setItem(STORE, JSON.stringify({ decisions, reviewer })); // fails here, not later
  } catch {
    storageWorks = false; // private window, blocked or full: the page still works until it closes
  }
  $("nostorage").hidden = storageWorks;
}

function saveDecisions() {
  if (storageWorks) {
    try {
      localStorage.setItem(STORE, JSON.stringify({ decisions, reviewer }));
    } catch {
      storageWorks = false;
      $("nostorage").hidden = false;
    }
  }
  drawProgress();
}

const keyOf = (articleId, recordId) => `${articleId}|${recordId}`;

/** The decision on a record as it is now; one on an earlier state of it is `stale`. */
function decisionOn(article, recordId) {
  const made = decisions[keyOf(article.summary.article.id, recordId)];
  if (!made) return { made: null, stale: null };
  const fits = !made.digest || made.digest === article.digests[recordId];
  return fits ? { made, stale: null } : { made: null, stale: made };
}

function decide(article, recordId, decision, fields, note) {
  const key = keyOf(article.summary.article.id, recordId);
  if (decision === null) delete decisions[key];
  else {
    decisions[key] = { decision, digest: article.digests[recordId] };
    if (fields && Object.keys(fields).length) decisions[key].fields = fields;
    if (note) decisions[key].note = note;
  }
  saveDecisions();
}

function drawProgress() {
  const made = Object.keys(decisions).length;
  const all = runBlock("index").reduce((sum, row) => sum + row.records, 0);
  $("progress").textContent = `${made} of ${all} records decided`;
}

/** The file that `summarizer review apply` takes, its decisions in a fixed order. */
function decisionsFile() {
  const digests = new Map(runBlock("index").map((row) => [row.id, row.sha256]));
  const rows = Object.keys(decisions).sort().map((key) => {
    const cut = key.lastIndexOf("|");
    const id = key.slice(0, cut);
    return { article_id: id, sha256: digests.get(id) || null, record_id: key.slice(cut + 1), ...decisions[key] };
  });
  const file = { format: "summarizer-review", version: 1, run: STORE.slice(STORE.indexOf(":") + 1) };
  if (reviewer) file.reviewer = reviewer;
  return JSON.stringify({ ...file, decisions: rows }, null, 2);
}

function readDecisionsFile(text) {
  const file = JSON.parse(text);
  if (file.format !== "summarizer-review" || !Array.isArray(file.decisions)) {
    throw new Error("no review decisions in it");
  }
  const known = new Set(runBlock("index").map((row) => row.id));
  let taken = 0;
  for (const row of file.decisions) {
    if (!known.has(row.article_id) || !["accept", "reject", "correct"].includes(row.decision)) continue;
    const { decision, digest, fields, note } = row;
    const kept = { decision, digest };
    if (fields && typeof fields === "object") kept.fields = fields;
    if (typeof note === "string") kept.note = note;
    decisions[keyOf(row.article_id, String(row.record_id))] = kept;
    taken += 1;
  }
  saveDecisions();
  return { taken, passed: file.decisions.length - taken };
}

function exportDialog() {
  const text = decisionsFile();
  const link = $("download");
  if (link.href) URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  $("exported").value = text;
  $("reviewer").value = reviewer;
  $("exportbox").showModal();
}
