(() => {
  "use strict";
  const sample = JSON.parse(document.getElementById("data").dataset.sample);
  const { units, variables } = sample;
  const at = (id) => document.getElementById(id);
  const PREFIX = `framing-coding:${sample.digest}:`;
  const FORMAT = "framing-codings";
  let coder = "";
  let state = null;
  let unsaved = false;

  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const say = (text) => { at("said").textContent = text; };
  const warn = (text) => { at("warning").textContent = text; at("warning").hidden = !text; };
  const fresh = () => ({ at: 0, codes: {}, comments: {} });

  function read(name) {
    let text = null;
    try {
      text = localStorage.getItem(PREFIX + name);
    } catch {
      return null;
    }
    if (text === null) return null;
    try {
      const found = JSON.parse(text);
      const place = Number.isInteger(found.at) ? Math.min(Math.max(found.at, 0), units.length - 1) : 0;
      return { at: place, codes: found.codes || {}, comments: found.comments || {} };
    } catch {
      // What cannot be read is put aside, not written over.
      try { localStorage.setItem(`${PREFIX}${name}:damaged`, text); } catch { /* storage is full */ }
      warn("What was kept for this coder could not be read and was put aside; open your last JSON file to go on.");
      return null;
    }
  }

  function keep() {
    try {
      localStorage.setItem(PREFIX + coder, JSON.stringify(state));
      if (unsaved) warn("");
      unsaved = false;
    } catch {
      unsaved = true;
      warn("This browser does not keep your codes. Save JSON before you close the page.");
    }
  }

  function coders() {
    const found = [];
    try {
      for (let i = 0; i < localStorage.length; i += 1) {
        const key = localStorage.key(i);
        if (key.startsWith(PREFIX) && !key.endsWith(":damaged")) found.push(key.slice(PREFIX.length));
      }
    } catch { /* no storage: keep() will say so */ }
    return found.sort();
  }

  const codeOf = (item, name) => (Object.hasOwn(state.codes, item) && Object.hasOwn(state.codes[item], name) ? state.codes[item][name] : "");
  const given = (unit) => variables.filter((v) => codeOf(unit.item, v.name) !== "").length;
  const complete = (unit) => given(unit) === variables.length;
  let active = 0;

  function ask() {
    at("work").hidden = true;
    at("who").hidden = false;
    at("known").replaceChildren(...coders().map((name) => {
      const row = make("li");
      const button = make("button", name, { type: "button" });
      button.addEventListener("click", () => begin(name));
      row.append(button);
      return row;
    }));
    at("name").value = "";
    at("name").focus();
  }

  function begin(name) {
    coder = name;
    state = read(name) || fresh();
    at("who").hidden = true;
    at("work").hidden = false;
    // A browser takes the focus from a hidden field only at its next frame; a key pressed before that would be lost.
    document.activeElement?.blur();
    at("coder").textContent = name;
    keep();
    go(state.at);
  }

  function setCode(name, value) {
    const item = units[state.at].item;
    if (!Object.hasOwn(state.codes, item)) state.codes[item] = {};
    if (value === "") delete state.codes[item][name];
    else state.codes[item][name] = value;
    keep();
  }

  function choose(index, code) {
    const name = variables[index].name;
    const same = codeOf(units[state.at].item, name) === code;
    setCode(name, same ? "" : code);
    active = index;
    if (!same && code !== "" && index + 1 < variables.length) active = index + 1;
    draw();
  }

  function go(place) {
    state.at = Math.min(Math.max(place, 0), units.length - 1);
    active = 0;
    keep();
    draw();
  }

  function goOpen() {
    for (let step = 1; step <= units.length; step += 1) {
      const place = (state.at + step) % units.length;
      if (!complete(units[place])) {
        go(place);
        return;
      }
    }
    say("Every unit has all its codes. Save CSV or JSON and hand the file in.");
  }

  function draw() {
    const unit = units[state.at];
    at("place").textContent = `Unit ${state.at + 1} of ${units.length} · article ${unit.article_id} · ${unit.unit}`;
    at("feature").textContent = unit.feature ? `· ${unit.feature}` : "";
    at("before").textContent = unit.before;
    at("text").textContent = unit.text;
    at("after").textContent = unit.after;
    at("comment").value = Object.hasOwn(state.comments, unit.item) ? state.comments[unit.item] : "";
    const held = [...at("variables").children].map((box) => [...box.querySelectorAll("button, input")].indexOf(document.activeElement));
    at("variables").replaceChildren(...variables.map((variable, index) => field(variable, index, unit)));
    // The fields are made anew; who works with Tab and Enter stays where they were.
    const box = held.findIndex((place) => place >= 0);
    if (box >= 0) at("variables").children[box].querySelectorAll("button, input")[held[box]].focus();
    units.forEach((one, place) => {
      const button = strip[place];
      const state_ = complete(one) ? "done" : given(one) ? "part" : "none";
      button.dataset.state = state_;
      button.setAttribute("aria-label", `Unit ${place + 1}, ${{ done: "coded", part: "partly coded", none: "not coded" }[state_]}`);
      if (place === state.at) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
    strip[state.at].scrollIntoView({ block: "nearest" });
    const done = units.filter(complete).length;
    at("progress").max = units.length;
    at("progress").value = done;
    at("count").textContent = `${done} of ${units.length} coded`;
    at("previous").disabled = state.at === 0;
    at("next").disabled = state.at === units.length - 1;
  }

  function field(variable, index, unit) {
    const box = make("fieldset", "", { "data-active": String(index === active), "data-variable": variable.name });
    box.append(make("legend", variable.name));
    const current = codeOf(unit.item, variable.name);
    if (!variable.codes.length) {
      const input = make("input", "", { autocomplete: "off", maxlength: "2000", "aria-label": variable.name });
      input.value = current;
      // Kept at every letter, so that a reload in the middle of a word loses nothing.
      input.addEventListener("input", () => { setCode(variable.name, input.value.trim()); });
      input.addEventListener("change", draw);
      box.append(input);
      return box;
    }
    const row = make("div", "", { class: "codes" });
    variable.codes.forEach((code, place) => {
      const button = make("button", "", { type: "button", "aria-pressed": String(code === current) });
      if (place < 9) button.append(make("kbd", String(place + 1), { "aria-hidden": "true" }));
      button.append(code);
      button.addEventListener("click", () => choose(index, code));
      row.append(button);
    });
    box.append(row);
    return box;
  }

  const strip = units.map((unit, place) => {
    const row = make("li");
    const button = make("button", String(place + 1), { type: "button" });
    button.addEventListener("click", () => go(place));
    row.append(button);
    at("strip").append(row);
    return button;
  });

  function give(text, type, ending) {
    const name = coder.replace(/[^\p{L}\p{N}_-]+/gu, "_") || "coder";
    const link = make("a", "", { download: `codings-${name}.${ending}` });
    link.href = URL.createObjectURL(new Blob([text], { type }));
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say(`Saved as ${link.download}; the codes also stay in this browser.`);
  }

  const cell = (value) => {
    const text = String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  function saveCsv() {
    const head = ["coder", "item", "article_id", "start", "end", "unit", ...variables.map((v) => v.name), "comment"];
    const rows = units.map((u) => [
      coder, u.item, u.article_id, u.start, u.end, u.unit,
      ...variables.map((v) => codeOf(u.item, v.name)), Object.hasOwn(state.comments, u.item) ? state.comments[u.item] : "",
    ]);
    give(`\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`, "text/csv", "csv");
  }

  function saveJson() {
    const codings = units.flatMap((u) => variables.map((v) => ({
      coder, item: u.item, article_id: u.article_id, start: u.start, end: u.end, unit: u.unit,
      variable: v.name, value: codeOf(u.item, v.name) || null,
    })));
    const data = { format: FORMAT, sample: sample.digest, coder, codings, comments: state.comments };
    give(`${JSON.stringify(data, null, 1)}\n`, "application/json", "json");
  }

  async function load(file) {
    let data = null;
    try {
      data = JSON.parse(await file.text());
    } catch {
      data = null;
    }
    if (!data || data.format !== FORMAT || !Array.isArray(data.codings)) {
      warn("That file was not saved by a coding page.");
      return;
    }
    if (data.sample !== sample.digest) {
      warn("That file belongs to another sample.");
      return;
    }
    if (data.coder !== coder) {
      warn(`That file holds the codes of ${data.coder}; change the coder first.`);
      return;
    }
    warn("");
    const known = new Set(units.map((u) => u.item));
    let filled = 0;
    let other = 0;
    for (const { item, variable, value } of data.codings) {
      const asked = variables.find((v) => v.name === variable);
      if (!known.has(item) || !asked || typeof value !== "string" || value === "") continue;
      if (asked.codes.length && !asked.codes.includes(value)) continue;
      const here = codeOf(item, variable);
      if (here === "") {
        if (!Object.hasOwn(state.codes, item)) state.codes[item] = {};
        state.codes[item][variable] = value;
        filled += 1;
      } else if (here !== value) other += 1;
    }
    for (const [item, text] of Object.entries(data.comments || {})) {
      if (known.has(item) && typeof text === "string" && !Object.hasOwn(state.comments, item)) state.comments[item] = text;
    }
    keep();
    draw();
    say(`${filled} codes filled in; ${other} differ from what is here and were left as they are here.`);
  }

  at("start").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = at("name").value.trim();
    if (name) begin(name);
  });
  at("switch").addEventListener("click", ask);
  at("previous").addEventListener("click", () => go(state.at - 1));
  at("next").addEventListener("click", () => go(state.at + 1));
  at("open-one").addEventListener("click", goOpen);
  at("csv").addEventListener("click", saveCsv);
  at("json").addEventListener("click", saveJson);
  at("open").addEventListener("change", () => {
    const [file] = at("open").files;
    if (file) load(file).finally(() => { at("open").value = ""; });
  });
  at("comment").addEventListener("input", () => {
    const item = units[state.at].item;
    if (at("comment").value) state.comments[item] = at("comment").value;
    else delete state.comments[item];
    keep();
  });

  document.addEventListener("keydown", (event) => {
    if (!state || at("work").hidden || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target instanceof HTMLInputElement && event.target.type !== "file") {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const { codes } = variables[active];
    const moves = {
      ArrowLeft: () => go(state.at - 1),
      ArrowRight: () => go(state.at + 1),
      ArrowUp: () => { active = Math.max(active - 1, 0); draw(); },
      ArrowDown: () => { active = Math.min(active + 1, variables.length - 1); draw(); },
      n: goOpen,
      N: goOpen,
      c: () => at("comment").focus(),
      C: () => at("comment").focus(),
      0: () => choose(active, ""),
    };
    let move = moves[event.key];
    if (/^[1-9]$/.test(event.key)) {
      const code = codes[Number(event.key) - 1];
      if (code !== undefined) move = () => choose(active, code);
      else if (!codes.length) move = () => at("variables").children[active].querySelector("input").focus();
    }
    if (move) {
      event.preventDefault();
      move();
    }
  });
  // The same page in another tab: take over what was coded there.
  window.addEventListener("storage", (event) => {
    if (!state || event.key !== PREFIX + coder || event.newValue === null) return;
    const place = state.at;
    state = read(coder) || state;
    state.at = place;
    draw();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  if (sample.coder) begin(sample.coder);
  else ask();
})();
