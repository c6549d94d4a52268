(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const notes = new Map(all(".note").map((note) => [note.id.slice(2), note]));
  const split = (text) => (text ? text.split(" ") : []);
  const segments = all(".body .s[data-m]").map((element) => ({
    element,
    marks: split(element.dataset.m),
    begins: split(element.dataset.b),
    ends: split(element.dataset.e),
    passage: [...element.classList].find((name) => name.startsWith("v-")),
  }));
  const sets = all("input[data-set]");
  const voices = all("input[data-voice]");
  const presets = all("button[data-preset]");
  const shown = document.getElementById("shown");
  const card = document.getElementById("card");
  let current = null;
  let pinned = false;

  const chosen = (inputs, key) => new Set(inputs.filter((input) => input.checked).map((input) => input.dataset[key]));

  function filter() {
    const onSets = chosen(sets, "set");
    const onVoices = chosen(voices, "voice");
    const on = (key) => {
      const data = notes.get(key).dataset;
      return onSets.has(data.set) && onVoices.has(data.voice);
    };
    const visible = new Set([...notes.keys()].filter(on));
    for (const segment of segments) {
      const { element } = segment;
      const marks = segment.marks.filter((key) => visible.has(key));
      const kind = (key) => notes.get(key).dataset.kind;
      const top = marks.find((key) => kind(key) === "mention");
      const classes = ["s", segment.passage];
      if (top) {
        const data = notes.get(top).dataset;
        classes.push("m", `c${(Number(data.set) - 1) % 8}`, `mv-${data.voice}`, `r-${data.role}`);
      }
      if (marks.some((key) => kind(key) === "event")) {
        classes.push("e");
        if (segment.begins.some((key) => visible.has(key) && kind(key) === "event")) classes.push("eb");
      }
      if (marks.length && notes.get(marks[0]).dataset.counted === "0") classes.push("uncounted");
      if (element === current) classes.push("current");
      element.className = classes.join(" ");
      element.dataset.tag = segment.ends
        .filter((key) => visible.has(key) && kind(key) === "mention")
        .map((key) => notes.get(key).dataset.set + notes.get(key).dataset.glyph)
        .join(" ");
      if (segment.begins.some((key) => visible.has(key))) {
        element.tabIndex = 0;
        element.setAttribute("role", "button");
        element.setAttribute("aria-describedby", marks.map((key) => `n-${key}`).join(" "));
      } else {
        element.removeAttribute("tabindex");
        element.removeAttribute("role");
        element.removeAttribute("aria-describedby");
      }
      segment.visible = marks;
    }
    shown.textContent = `${visible.size} of ${notes.size} marks shown`;
    if (current && !bySegment.get(current).visible.length) hide();
  }

  const bySegment = new Map(segments.map((segment) => [segment.element, segment]));

  function show(element) {
    const segment = bySegment.get(element);
    if (!segment || !segment.visible.length) return;
    if (current) current.classList.remove("current");
    current = element;
    element.classList.add("current");
    card.replaceChildren(
      ...segment.visible.map((key) => {
        const copy = notes.get(key).cloneNode(true);
        copy.removeAttribute("id");
        return copy;
      })
    );
    card.hidden = false;
    const box = element.getClientRects()[0] || element.getBoundingClientRect();
    const width = card.offsetWidth;
    const left = Math.min(Math.max(box.left, 8), document.documentElement.clientWidth - width - 8);
    const below = box.bottom + 8 + card.offsetHeight <= window.innerHeight || box.top < card.offsetHeight + 8;
    const top = below ? box.bottom + 8 : box.top - card.offsetHeight - 8;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${top + window.scrollY}px`;
  }

  function hide() {
    card.hidden = true;
    pinned = false;
    if (current) current.classList.remove("current");
    current = null;
  }

  const markOf = (target) => (target instanceof Element ? target.closest(".body .s[data-m]") : null);

  document.addEventListener("pointerover", (event) => {
    if (pinned || event.pointerType === "touch") return;
    const element = markOf(event.target);
    if (element) show(element);
    else if (!card.contains(event.target) && document.activeElement !== current) hide();
  });
  document.addEventListener("focusin", (event) => {
    const element = markOf(event.target);
    if (element) {
      pinned = false;
      show(element);
    } else if (!card.contains(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const element = markOf(event.target);
    if (element) {
      show(element);
      pinned = true;
      return;
    }
    const link = event.target instanceof Element ? event.target.closest("a[data-key]") : null;
    if (link) {
      event.preventDefault();
      go(link.dataset.key);
    } else if (!card.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    const element = markOf(event.target);
    if (!element) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      show(element);
      pinned = true;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      const stops = all('.s[tabindex="0"]', element.closest(".body"));
      const next = stops[stops.indexOf(element) + step];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
  });

  function go(key) {
    const segment = segments.find((one) => one.begins.includes(key));
    if (!segment) return;
    if (!segment.visible.includes(key)) preset("all");
    segment.element.scrollIntoView({ block: "center" });
    segment.element.focus({ preventScroll: true });
    show(segment.element);
  }

  function preset(name) {
    for (const input of sets) input.checked = name !== "none";
    for (const input of voices) {
      input.checked = name === "own" ? input.dataset.voice === "own" : name !== "others" || input.dataset.voice !== "own";
    }
    pressed(name);
    filter();
  }

  function pressed(name) {
    for (const button of presets) button.setAttribute("aria-pressed", String(button.dataset.preset === name));
  }

  for (const input of [...sets, ...voices]) {
    input.addEventListener("change", () => {
      pressed("");
      filter();
    });
  }
  for (const button of presets) button.addEventListener("click", () => preset(button.dataset.preset));
  const passages = document.getElementById("passages");
  const shade = () => all(".body").forEach((body) => body.classList.toggle("shade", passages.checked));
  passages.addEventListener("change", shade);
  // What is folded away on the screen belongs on paper, but for the long lists of places.
  document.getElementById("filters").hidden = false;
  if (window.matchMedia("(max-width: 46rem)").matches) document.querySelector("#filters details").open = false;
  preset("all");
  shade();
})();
