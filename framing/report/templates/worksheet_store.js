"use strict";
// What a person did, as keys with a value and a time. The newest value of a key counts, whichever tab it came from, so
// that two tabs, a tab that slept, and a reload never undo each other.
const sheet = JSON.parse(document.getElementById("data").dataset.sheet);
const words = sheet.strings;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));

const allItems = sheet.exercises.flatMap((exercise) => exercise.items.map((item) => ({ ...item, exercise: exercise.name })));
const wordKey = (item, word) => `w:${item.key}:${word[0]}`;
const knownKeys = new Set(["name"]);
for (const exercise of sheet.exercises) knownKeys.add(`done:${exercise.name}`);
for (const item of allItems) {
  for (const question of item.questions) for (const kind of ["q", "d", "r"]) knownKeys.add(`${kind}:${question.key}`);
  for (const [key] of item.findings) for (const kind of ["d", "r"]) knownKeys.add(`${kind}:${key}`);
  for (const word of item.words) {
    knownKeys.add(wordKey(item, word));
    knownKeys.add(`r:${wordKey(item, word)}`);
  }
}

const store = (() => {
  const PREFIX = `framing-worksheet:${sheet.digest}:`;
  const LONGEST = 2000;
  const listeners = [];
  let id = "";
  let values = new Map();
  let kept = true;
  let damaged = false;

  const place = (name) => `${PREFIX}sheet:${name}`;
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const isId = (text) => typeof text === "string" && /^[0-9a-f]{12}$/.test(text);
  const tell = () => { for (const listener of listeners) listener(); };

  function parse(text) {
    const found = JSON.parse(text);
    const read = new Map();
    for (const [key, entry] of Object.entries(found.values)) {
      if (!knownKeys.has(key) || !Array.isArray(entry)) continue;
      const [value, time] = entry;
      if (typeof value === "string" && value.length <= LONGEST && Number.isFinite(time)) read.set(key, [value, time]);
    }
    return read;
  }

  function merge(from) {
    let changed = false;
    for (const [key, [value, time]] of from) {
      const mine = values.get(key);
      if (!mine || time > mine[1] || (time === mine[1] && value > mine[0])) {
        values.set(key, [value, time]);
        changed = true;
      }
    }
    return changed;
  }

  function stored(name) {
    let text = null;
    try {
      text = localStorage.getItem(place(name));
      return text === null ? new Map() : parse(text);
    } catch {
      // What cannot be read is put aside, not written over.
      if (text !== null) {
        damaged = true;
        try { localStorage.setItem(`${place(name)}:damaged`, text); localStorage.removeItem(place(name)); } catch { /* full */ }
      }
      return new Map();
    }
  }

  function keep() {
    try {
      merge(stored(id));
      localStorage.setItem(place(id), JSON.stringify({ values: Object.fromEntries(values) }));
      localStorage.setItem(`${PREFIX}last`, id);
      kept = true;
    } catch {
      kept = false;
    }
  }

  function begin(name) {
    id = isId(name) ? name : fresh();
    values = new Map(stored(id));
    try { sessionStorage.setItem(`${PREFIX}tab`, id); } catch { /* no storage: keep() says so */ }
    keep();
    tell();
  }

  function first() {
    let name = null;
    try {
      name = sessionStorage.getItem(`${PREFIX}tab`) || localStorage.getItem(`${PREFIX}last`);
    } catch { /* as above */ }
    begin(name);
  }

  function get(key) {
    const entry = values.get(key);
    return entry ? entry[0] : "";
  }

  function set(key, value) {
    if (!knownKeys.has(key) || get(key) === value) return;
    const before = values.get(key);
    values.set(key, [String(value).slice(0, LONGEST), Math.max(Date.now(), before ? before[1] + 1 : 0)]);
    keep();
    tell();
  }

  function others() {
    const found = [];
    try {
      for (let i = 0; i < localStorage.length; i += 1) {
        const key = localStorage.key(i);
        const name = key.startsWith(place("")) ? key.slice(place("").length) : "";
        if (isId(name) && name !== id) {
          const read = stored(name);
          if ([...read.values()].some(([value]) => value !== "")) found.push([name, read.get("name")?.[0] || ""]);
        }
      }
    } catch { /* as above */ }
    return found.sort((a, b) => (a[1] < b[1] ? -1 : 1));
  }

  const again = () => { if (merge(stored(id))) tell(); };
  window.addEventListener("storage", (event) => { if (event.key === place(id)) again(); });
  window.addEventListener("pageshow", again);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  window.addEventListener("beforeunload", (event) => { if (!kept && values.size) event.preventDefault(); });

  return {
    begin, first, get, set, others, isId,
    get id() { return id; },
    get kept() { return kept; },
    get damaged() { return damaged; },
    get empty() { return ![...values.values()].some(([value]) => value !== ""); },
    listen: (listener) => listeners.push(listener),
  };
})();
