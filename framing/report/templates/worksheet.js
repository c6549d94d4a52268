// The page: one exercise at a time, controls that show what is kept, and words that are marked.
(() => {
  const at = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byName = new Map(sheet.exercises.map((exercise) => [exercise.name, exercise]));
  const views = all(".view");
  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const say = (text) => { at("said").textContent = text; };

  // --- which exercise is open
  function show(moved) {
    const wanted = location.hash.slice(1);
    let name = views.some((view) => view.id === wanted) ? wanted : "start";
    if (name.endsWith("-compare") && !files.isDone(at(name).dataset.exercise)) name = at(name).dataset.exercise;
    for (const view of views) view.classList.toggle("closed", view.id !== name);
    for (const link of all("nav a[data-view]")) {
      if (link.dataset.view === name) {
        link.setAttribute("aria-current", "step");
        const strip = link.closest("ol");
        strip.scrollLeft = link.offsetParent.offsetLeft + link.offsetLeft - 40;
      }
      else link.removeAttribute("aria-current");
    }
    if (moved) {
      window.scrollTo(0, 0);
      at(`h-${name}`).focus({ preventScroll: true });
      if (window.innerWidth < 800) at(`h-${name}`).scrollIntoView();
    }
  }
  window.addEventListener("hashchange", () => show(true));
  const open = (name) => { if (location.hash === `#${name}`) show(true); else location.hash = name; };

  // --- what an exercise still lacks
  const closed = (exercise) => exercise.items.flatMap((item) => item.questions.filter((question) => question.options.length));
  const unanswered = (exercise) => closed(exercise).filter((question) => !store.get(`q:${question.key}`)).length;
  const isBegun = (exercise) => exercise.items.some((item) => item.questions.some((question) => store.get(`q:${question.key}`))
    || item.words.some((word) => store.get(wordKey(item, word))));

  // --- everything that is kept, put on the page
  function draw() {
    for (const control of all("[data-key]")) {
      const value = store.get(control.dataset.key);
      if (control.type === "radio") control.checked = control.value === value;
      else if (control.role === "option") control.setAttribute("aria-selected", String(value === "1"));
      else if (control !== document.activeElement && control.value !== value) control.value = value;
    }
    for (const exercise of sheet.exercises) {
      const done = files.isDone(exercise.name);
      const section = at(exercise.name);
      at(`${exercise.name}-compare`).classList.toggle("locked", !done);
      for (const box of all("fieldset", section)) box.disabled = done;
      for (const box of all("textarea", section)) box.readOnly = done;
      for (const box of all('[role="listbox"]', section)) box.setAttribute("aria-disabled", String(done));
      section.querySelector(".kept").hidden = !done;
      section.querySelector("[data-done]").parentElement.hidden = done;
      const entry = document.querySelector(`nav li[data-exercise="${exercise.name}"]`);
      const state = done ? "done" : isBegun(exercise) ? "begun" : "open";
      entry.dataset.state = state;
      entry.querySelector("[data-state]").textContent = ` (${words[`page.state_${state}`]})`;
      entry.querySelector(".sub").hidden = !done;
      for (const item of exercise.items) drawItem(item, done);
    }
    const questions = sheet.exercises.flatMap(closed);
    const marked = allItems.reduce((sum, item) => sum + item.words.filter((word) => store.get(wordKey(item, word))).length, 0);
    at("count").textContent = fill(words["save.count"], {
      n: questions.filter((question) => store.get(`q:${question.key}`)).length, all: questions.length, words: marked,
    });
    const others = store.others();
    at("others").hidden = !others.length;
    at("others").querySelector("ul").replaceChildren(...others.map(([id, name]) => {
      const row = make("li");
      const button = make("button", name || `${words["save.nameless"]} (${id.slice(0, 4)})`, { type: "button", dir: "auto" });
      button.addEventListener("click", () => { store.begin(id); open("start"); });
      row.append(button);
      return row;
    }));
    document.querySelector("[data-others-hint]").hidden = store.empty;
    const warning = !store.kept ? words["save.not_kept"] : store.damaged ? words["save.damaged"] : "";
    if (at("warning").textContent !== warning) at("warning").textContent = warning;
    at("warning").hidden = !warning;
  }

  function drawItem(item, done) {
    for (const question of item.questions) {
      const value = store.get(`q:${question.key}`);
      const label = question.options.find(([code]) => code === value)?.[1] || value;
      for (const place of all(`[data-you="${question.key}"]`)) place.textContent = label || words["compare.nothing"];
    }
    const live = document.querySelector(`[data-swap="${item.key}"]`);
    if (live) {
      const value = store.get(`q:${item.key}.choice`);
      const versions = all("[data-version]", live);
      const chosen = versions.find((version) => version.dataset.version === value);
      if (chosen) for (const version of versions) version.hidden = version !== chosen;
    }
    if (!item.words.length) return;
    const marked = item.words.filter((word) => store.get(wordKey(item, word)) === "1");
    const count = document.querySelector(`[data-marked="${item.key}"]`);
    const text = fill(words["predict.count"], { n: marked.length });
    if (count.textContent !== text) count.textContent = text;
    if (!done) return;
    const starts = new Set(marked.map(([start]) => start));
    for (const word of item.words) document.querySelector(`[data-shown="${wordKey(item, word)}"]`).classList.toggle("you", starts.has(word[0]));
    for (const [key, covered] of item.findings) {
      const did = covered.some((start) => starts.has(start));
      document.querySelector(`[data-did="${key}"]`).textContent = words[did ? "predict.did" : "predict.did_not"];
    }
    const mine = marked.filter(([, , , loaded]) => !loaded);
    document.querySelector(`[data-none="${item.key}"]`).hidden = mine.length > 0;
    document.querySelector(`[data-some="${item.key}"]`).hidden = mine.length === 0;
    const list = document.querySelector(`[data-yours="${item.key}"]`);
    const there = new Set(all("textarea", list).map((box) => box.dataset.key));
    if (there.size === mine.length && mine.every((word) => there.has(`r:${wordKey(item, word)}`))) return;
    list.replaceChildren(...mine.map((word) => {
      const key = `r:${wordKey(item, word)}`;
      const row = make("li");
      const label = make("label", "", { for: `f-${key}`, dir: "auto" });
      label.append(make("mark", word[2]), " ", make("span", words["compare.reason"], { class: "small" }));
      const box = make("textarea", "", { id: `f-${key}`, rows: "1", maxlength: "1000", "data-key": key });
      box.value = store.get(key);
      row.append(label, box);
      return row;
    }));
  }

  // --- controls
  document.addEventListener("change", (event) => {
    const { target } = event;
    if (target.type === "radio" && target.dataset.key && target.checked) store.set(target.dataset.key, target.value);
  });
  document.addEventListener("input", (event) => {
    const { target } = event;
    if (target.dataset.key && target.type !== "radio") store.set(target.dataset.key, target.value);
  });
  document.addEventListener("focusout", (event) => { if (event.target.dataset?.key) setTimeout(draw, 0); });

  // --- words to mark
  function toggle(option) {
    if (option.parentElement.getAttribute("aria-disabled") === "true") return;
    store.set(option.dataset.key, store.get(option.dataset.key) === "1" ? "" : "1");
  }
  function move(from, to) {
    if (!to) return;
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }
  function nextLine(options, from, step) {
    const here = from.getBoundingClientRect();
    const lines = options.map((option) => [option, option.getBoundingClientRect()]);
    const beyond = lines.filter(([, box]) => (step > 0 ? box.top > here.bottom - 2 : box.bottom < here.top + 2));
    if (!beyond.length) return null;
    const top = step > 0 ? Math.min(...beyond.map(([, box]) => box.top)) : Math.max(...beyond.map(([, box]) => box.top));
    const line = beyond.filter(([, box]) => Math.abs(box.top - top) < 3);
    return line.reduce((best, one) => (Math.abs(one[1].left - here.left) < Math.abs(best[1].left - here.left) ? one : best))[0];
  }
  for (const box of all('[role="listbox"]')) {
    const options = all('[role="option"]', box);
    box.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (!option) return;
      const current = options.find((one) => one.tabIndex === 0);
      move(current, option);
      toggle(option);
    });
    box.addEventListener("keydown", (event) => {
      const option = event.target.closest('[role="option"]');
      if (!option || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = options.indexOf(option);
      const forward = getComputedStyle(box).direction === "rtl" ? -1 : 1;
      const keys = {
        ArrowRight: () => move(option, options[place + forward]),
        ArrowLeft: () => move(option, options[place - forward]),
        ArrowDown: () => move(option, nextLine(options, option, 1)),
        ArrowUp: () => move(option, nextLine(options, option, -1)),
        Home: () => move(option, options[0]),
        End: () => move(option, options.at(-1)),
        " ": () => toggle(option),
        Enter: () => toggle(option),
      };
      if (Object.hasOwn(keys, event.key)) {
        event.preventDefault();
        keys[event.key]();
      }
    });
  }

  // --- from the exercise to the comparison
  const asked = new Set();
  for (const button of all("[data-done]")) {
    button.addEventListener("click", () => {
      const name = button.dataset.done;
      const n = unanswered(byName.get(name));
      if (n && !asked.has(name)) {
        asked.add(name);
        document.querySelector(`[data-open="${name}"]`).textContent = fill(words["compare.open"], { n });
        return;
      }
      store.set(`done:${name}`, "1");
      open(`${name}-compare`);
    });
  }

  // --- saving
  const actions = {
    json: () => say(fill(words["save.saved"], { name: files.json() })),
    csv: () => say(fill(words["save.saved"], { name: files.csv() })),
    other: () => { store.begin(null); open("start"); say(words["save.fresh"]); at("name").focus(); },
  };
  for (const button of all("[data-do]")) button.addEventListener("click", () => actions[button.dataset.do]());
  at("open").addEventListener("change", async () => {
    const [file] = at("open").files;
    if (!file) return;
    const found = await files.open(file);
    say(typeof found === "number" ? fill(words["save.loaded"], { n: found }) : words[found]);
    at("open").value = "";
  });

  document.documentElement.classList.add("working");
  store.listen(draw);
  store.first();
  show(false);
})();
