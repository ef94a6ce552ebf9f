// An article's page: citations in the forms that reference managers read, and the words of a search that led here.

// ------------------------------------------------------------------------------------------------ cite

// `record` is CSL-JSON; `cite` the element in which it is cited. A theme may do without.
function offer(record, cite) {
  const box = cite.querySelector(".formats");

  const names = (record.author ?? []).map(({ family, given, literal }) => literal ?? `${family}, ${given}`);
  const [year, month, day] = record.issued?.["date-parts"][0] ?? [];
  const two = (number) => String(number).padStart(2, "0");
  const iso = (parts) => parts.map((part, place) => (place ? two(part) : part)).join("-");
  const archived = `${record.archive}, ${record.archive_location}`;

  // Characters that mean something to TeX, in one pass: what stands for one holds others.
  const meant = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
  const tex = (text) => text.replace(/[\\{}&%$#_~^]/g, (each) => meant[each] ?? `\\${each}`);

  function bibtex() {
    const word = (record.author?.[0]?.family ?? record["container-title"] ?? record.title).normalize("NFKD").replace(/[^A-Za-z0-9]/g, "");
    const fields = {
      author: (record.author ?? []).map(({ family, given, literal }) => (literal ? `{${tex(literal)}}` : `${tex(family)}, ${tex(given)}`)).join(" and "),
      title: `{${tex(record.title)}}`,
      journal: record["container-title"] && tex(record["container-title"]),
      year,
      month,
      day,
      date: record.issued && iso(record.issued["date-parts"][0]),
      url: record.URL,
      urldate: record.accessed && iso(record.accessed["date-parts"][0]),
      langid: record.language,
      note: tex(archived),
    };
    const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = ${typeof value === "number" ? value : `{${value}}`},`);
    return `@article{${word || "article"}${year ?? ""}-${record.id},\n${lines.join("\n")}\n}\n`;
  }

  function ris() {
    const lines = [
      ["TY", "NEWS"],
      ...names.map((name) => ["AU", name]),
      ["TI", record.title],
      ["T2", record["container-title"]],
      ["SE", record.section],
      ["PY", year],
      ["DA", year && [year, month && two(month), day && two(day)].filter(Boolean).join("/")],
      ["Y2", record.accessed && record.accessed["date-parts"][0].map((part, place) => (place ? two(part) : part)).join("/")],
      ["LA", record.language],
      ["DB", record.archive],
      ["UR", record.URL],
      ["L2", record.archive_location],
    ];
    return [...lines.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}`), "ER  - ", ""].join("\r\n");
  }

  const formats = {
    "": () => cite.querySelector(".citation").textContent.trim(),
    BibTeX: bibtex,
    RIS: ris,
    "CSL-JSON": () => `${JSON.stringify([record], null, 2)}\n`,
  };

  function show(name) {
    output.value = formats[name]();
    output.hidden = name === "";
    output.rows = Math.min(output.value.split("\n").length + 1, 16);
    for (const button of choices.children) button.setAttribute("aria-pressed", String(button.value === name));
  }

  const choices = document.createElement("p");
  const output = document.createElement("textarea");
  for (const name of Object.keys(formats)) {
    const button = Object.assign(document.createElement("button"), { type: "button", value: name, textContent: name || box.dataset.text });
    button.addEventListener("click", () => show(name));
    choices.append(button);
  }
  output.readOnly = true;
  output.spellcheck = false;
  output.setAttribute("aria-label", cite.querySelector("summary").textContent);
  const copy = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: box.dataset.copy });
  copy.addEventListener("click", async () => {
    output.hidden = false;
    output.select();
    try {
      await navigator.clipboard.writeText(output.value);
    } catch {
      document.execCommand("copy"); // an address without https has no clipboard
    }
    copy.textContent = box.dataset.copied;
    setTimeout(() => (copy.textContent = box.dataset.copy), 2000);
  });
  box.append(choices, output, copy);
  show("");
  box.hidden = false;
}

const record = document.getElementById("csl");
if (record) offer(JSON.parse(record.textContent), document.getElementById("cite"));

// ------------------------------------------------------------------------------------------------ words of a search

const wanted = new URLSearchParams(location.search).getAll("mark").flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 1);

function mark(root) {
  const beginnings = wanted.map((word) => (word.length > 4 ? word.slice(0, Math.max(4, word.length - 2)) : word)); // as its stem, roughly
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${beginnings.join("|")})[\\p{L}\\p{N}]*`, "giu");
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  let first;
  for (const text of texts) {
    const found = [...text.data.matchAll(pattern)].filter(([word]) => wanted.some((each) => each.length > 4 || word.toLowerCase() === each));
    for (const { index, 0: word } of found.reverse()) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const made = document.createElement("mark");
      range.surroundContents(made);
      first = !first || made.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING ? made : first;
    }
  }
  first?.scrollIntoView({ block: "center" });
}

if (wanted.length && !location.hash) mark(document.querySelector(".text"));
