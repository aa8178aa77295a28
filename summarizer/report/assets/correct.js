// The form that corrects a record: fields and their allowed values come from the schema.

function valueAt(record, path) {
  return path.split(".").reduce((value, key) => (value === undefined || value === null ? undefined : value[key]), record);
}

function field(spec, value, index) {
  const id = `f-${index}`;
  const empty = value === undefined || value === null;
  let input;
  if (spec.options) {
    const options = spec.nullable ? [el("option", { value: "", text: "(none)" })] : [];
    for (const option of spec.options) options.push(el("option", { value: option, text: plain(option), selected: option === value }));
    input = el("select", { id }, options);
  } else {
    input = el("input", { id, type: spec.type === "int" ? "number" : spec.type === "date" ? "date" : "text", value: empty ? "" : value, dir: spec.type === "text" ? "auto" : null, min: spec.type === "int" ? "0" : null });
  }
  input.dataset.path = spec.path;
  input.dataset.type = spec.type;
  input.dataset.before = JSON.stringify(empty ? null : value);
  return el("div", { class: "field" }, el("label", { for: id, text: plain(spec.path.replaceAll(".", " ")) }), input);
}

function readField(input) {
  if (input.value === "") return null;
  return input.dataset.type === "int" ? Number(input.value) : input.value;
}

function openCorrection(article, kind, record) {
  const made = decisionOn(article, record.id).made || {};
  const specs = runBlock("fields")[kind] || [];
  const form = $("correctform");
  form.replaceChildren(
    el("h2", { id: "correcthead", text: `Correct ${record.id}` }),
    ...specs.map((spec, index) => {
      const row = field(spec, valueAt(record, spec.path), index);
      const input = row.querySelector("input, select");
      if (made.fields && spec.path in made.fields) input.value = made.fields[spec.path] === null ? "" : made.fields[spec.path];
      return row;
    }),
    el("div", { class: "field" }, el("label", { for: "f-note", text: "note" }), el("input", { id: "f-note", type: "text", value: made.note || "", dir: "auto" })),
    el("p", { class: "buttons" },
      el("button", { type: "submit", class: "main", text: "Save correction" }),
      el("button", { type: "button", text: "Cancel", on: { click: () => $("correctbox").close() } })));
  form.onsubmit = (event) => {
    event.preventDefault();
    const fields = {};
    for (const input of form.querySelectorAll("[data-path]")) {
      const value = readField(input);
      if (JSON.stringify(value) !== input.dataset.before) fields[input.dataset.path] = value;
    }
    const note = $("f-note").value.trim();
    const changed = Object.keys(fields).length > 0 || note !== "";
    decide(article, record.id, changed ? "correct" : null, fields, note);
    $("correctbox").close();
    redrawCard(record.id);
    announce(changed ? `${record.id} corrected` : `${record.id}: nothing changed`);
  };
  $("correctbox").showModal();
}
