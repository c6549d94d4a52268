// The answers as a file for the teacher, as a table to read, and back from a file.
const files = (() => {
  const FORMAT = "framing-worksheet";
  const isDone = (exercise) => store.get(`done:${exercise}`) === "1";

  function rows() {
    const answers = [];
    const disputes = [];
    for (const item of allItems) {
      const base = { exercise: item.exercise, item: item.key, article_id: item.article_id };
      const done = isDone(item.exercise);
      for (const word of item.words) {
        const [start, end, text, loaded] = word;
        const marked = store.get(wordKey(item, word)) === "1";
        if (marked || done) {
          answers.push({
            ...base, key: wordKey(item, word), start, end, unit: "word", variable: "loaded",
            value: marked ? "yes" : "no", quote: text, library: done ? (loaded ? "yes" : "no") : null,
          });
        }
        const reason = store.get(`r:${wordKey(item, word)}`);
        if (reason) disputes.push({ ...base, key: wordKey(item, word), quote: text, verdict: "", reason });
      }
      for (const question of item.questions) {
        const value = store.get(`q:${question.key}`);
        if (value) {
          answers.push({
            ...base, key: question.key, start: item.start, end: item.end, unit: item.unit, variable: question.variable,
            value, quote: item.quote || question.prompt, library: done && question.library ? question.library : null,
          });
        }
      }
      for (const [key, quote] of [...item.findings.map(([k, , q]) => [k, q]), ...item.questions.map((q) => [q.key, item.quote || q.prompt])]) {
        const verdict = store.get(`d:${key}`);
        const reason = store.get(`r:${key}`);
        if (verdict || reason) disputes.push({ ...base, key, quote, verdict, reason });
      }
    }
    return { answers, disputes };
  }

  // Tells a file that was changed after it was saved; it is no proof against somebody who means to.
  function check(text) {
    let hash = 0xcbf29ce484222325n;
    for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    return hash.toString(16).padStart(16, "0");
  }

  function give(text, type, ending) {
    const name = (store.get("name").replace(/[^\p{L}\p{N}_-]+/gu, "_") || store.id).slice(0, 60);
    const link = document.createElement("a");
    link.download = `worksheet-${name}.${ending}`;
    link.href = URL.createObjectURL(new Blob([text], { type }));
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    return link.download;
  }

  function json() {
    const data = {
      format: FORMAT, version: sheet.format, worksheet: sheet.digest, title: sheet.title,
      person: { id: store.id, name: store.get("name") }, saved: new Date().toISOString(),
      done: sheet.exercises.map((exercise) => exercise.name).filter(isDone), ...rows(),
    };
    const text = JSON.stringify(data, null, 1).slice(0, -2);
    return give(`${text},\n "check": "${check(text)}"\n}\n`, "application/json", "json");
  }

  const cell = (value) => {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  function csv() {
    const head = ["name", "exercise", "article", "words", "question", "answer", "library", "verdict", "reason"];
    const { answers, disputes } = rows();
    const disputed = new Map(disputes.map((row) => [row.key, row]));
    const questions = new Map(allItems.flatMap((item) => item.questions.map((question) => [question.key, question])));
    const titles = new Map(sheet.exercises.map((exercise) => [exercise.name, exercise.title]));
    const verdicts = { same: words["compare.same"], different: words["compare.different"], undecided: words["compare.undecided"] };
    const line = (row, question, answer, library, dispute) => [
      store.get("name"), titles.get(row.exercise), row.article_id, row.quote, question, answer, library,
      verdicts[dispute?.verdict] || "", dispute?.reason || "",
    ];
    const lines = [];
    for (const row of answers) {
      const question = questions.get(row.key);
      const label = (code) => {
        if (!code) return "";
        if (!question) return words[`csv.${code}`];
        return question.options.find(([one]) => one === code)?.[1] || code;
      };
      // A word that nobody marked says nothing in a table to read.
      if (!question && row.value === "no" && row.library !== "yes") continue;
      lines.push(line(row, question ? question.prompt : words["csv.loaded"], label(row.value), label(row.library), disputed.get(row.key)));
      disputed.delete(row.key);
    }
    for (const row of disputed.values()) lines.push(line(row, words["compare.choose"], "", "", row));
    const text = [head.map((name) => words[`csv.${name}`]), ...lines].map((row) => row.map(cell).join(",")).join("\r\n");
    return give(`\ufeff${text}\r\n`, "text/csv", "csv");
  }

  // Gives the number of answers taken over, or the key of the sentence that says why there are none.
  async function open(file) {
    let data = null;
    try {
      data = JSON.parse(await file.text());
    } catch { /* said below */ }
    if (!data || data.format !== FORMAT || !Array.isArray(data.answers) || !Array.isArray(data.disputes) || !store.isId(data.person?.id)) return "save.not_ours";
    if (data.worksheet !== sheet.digest) return "save.other_sheet";
    if (data.person.id !== store.id) store.begin(data.person.id);
    let n = 0;
    const put = (key, value) => {
      if (typeof value !== "string" || !value || !knownKeys.has(key) || store.get(key)) return;
      store.set(key, value);
      n += 1;
    };
    for (const { key, value, variable } of data.answers) {
      if (variable !== "loaded") put(`q:${key}`, value);
      else if (value === "yes") put(String(key), "1");
    }
    for (const { key, verdict, reason } of data.disputes) {
      put(`d:${key}`, verdict);
      put(`r:${key}`, reason);
    }
    for (const name of Array.isArray(data.done) ? data.done : []) put(`done:${name}`, "1");
    put("name", data.person.name);
    return n;
  }

  return { json, csv, open, isDone };
})();
