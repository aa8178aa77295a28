// Small tools: elements without innerHTML, data blocks parsed at first use, words for codes.

const $ = (id) => document.getElementById(id);

/** Make an element. Keys of `attrs`: attributes, `on` (listeners), `text`; children are nodes or
    strings. Article text reaches the page only as text nodes. */
function el(tag, attrs, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attrs || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [name, fn] of Object.entries(value)) node.addEventListener(name, fn);
    else if (key === "text") node.textContent = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attrs, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attrs || {})) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const parsed = new Map();
const KEPT = 20; // articles kept parsed: moving back is instant, memory stays flat
function block(id) {
  if (!parsed.has(id)) {
    if (parsed.size > KEPT) parsed.delete(parsed.keys().next().value);
    parsed.set(id, JSON.parse($(id).textContent));
  }
  return parsed.get(id);
}
const once = new Map(); // the blocks of the whole run, which are never dropped
function runBlock(id) {
  if (!once.has(id)) once.set(id, JSON.parse($(id).textContent));
  return once.get(id);
}

const plain = (code) => String(code).replaceAll("_", " ");
const SURE = {
  author_stated: "stated by the article",
  unsourced: "hedged, no source",
  attributed: "one side’s claim",
  corroborated: "independent sources agree",
  admitted: "admitted",
  disputed: "disputed",
};
const MATCH = {
  exact: "word for word",
  normalized: "word for word, other signs",
  fuzzy: "nearly word for word",
  missing: "not found in the article",
};

function dateWords(date) {
  if (!date || (!date.start && !date.end)) return date && date.text ? `“${date.text}”, days unknown` : "not dated";
  const days =
    date.start === date.end ? date.start
    : !date.start ? `on or before ${date.end}`
    : !date.end ? `from ${date.start} on`
    : `${date.start} to ${date.end}`;
  return date.text ? `${days} (“${date.text}”)` : days;
}

const numberless = (count) => ["vague", "unspecified", "relative", "none_reported"].includes(count.qualifier);
function countWords(count) {
  if (count.qualifier === "none_reported") return "none reported";
  if (numberless(count)) return "no figure given";
  const { min, max, best } = count;
  const has = (value) => value !== undefined && value !== null;
  if (has(min) && min === max) return `${min}`;
  if (has(min) && has(max)) return `${min} to ${max}`;
  if (has(best)) return `about ${best}`;
  if (has(min)) return count.qualifier === "more_than" ? `more than ${min}` : `at least ${min}`;
  if (has(max)) return count.qualifier === "less_than" ? `fewer than ${max}` : `at most ${max}`;
  return "no figure given";
}

/** Say something to a screen reader and, for a while, on the page. */
let silence;
function announce(message) {
  clearTimeout(silence);
  $("status").textContent = "";
  requestAnimationFrame(() => { $("status").textContent = message; });
  silence = setTimeout(() => { $("status").textContent = ""; }, 8000);
}
