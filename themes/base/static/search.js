// The search page. Everything runs in the reader's browser; what is asked stands in the address, so that it can be kept.
//
// The index is in parts, runs of time. The newest is loaded first, others when it has too few results, when the dates that
// are asked for need them, or when the reader asks for more. What is told of results is true of the parts that were searched,
// and the page says which these are.

const STEP = 10; // results shown at a time
const AUTO = 4; // parts that are loaded unasked, as long as they have fewer results than that
const SUGGESTED = 6;
const EVERY = "sitegenall"; // a word of every article, which none shows: asked for none, Pagefind would load all words

const form = document.getElementById("search");
const status = document.getElementById("status");
const list = document.getElementById("results");
const more = document.getElementById("more");
const all = document.getElementById("all");
const chart = document.getElementById("histogram");
const suggestions = document.getElementById("suggestions");
const chosen = document.getElementById("chosen");
const { root, base } = form.dataset;
const locale = document.documentElement.lang || "en";
const words = JSON.parse(document.getElementById("words").textContent); // in the site's language
const FOLDERS = { person: "people", place: "places", tag: "tags" };
const plural = new Intl.PluralRules(locale);

let manifest;
let parts = []; // of the index, the newest first; each opened at most once
let round = 0; // which search the page shows; answers of earlier ones are thrown away
let current; // the search that the page shows

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

const count = (number) => number.toLocaleString(locale);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const articles = (number) => fill(words.articles[plural.select(number)] ?? words.articles.other, { n: count(number) });

function day(iso) {
  if (!iso) return words.undated;
  const date = new Date(`${iso}T00:00:00Z`);
  if (!locale.startsWith("en")) return date.toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" });
  return `${date.getUTCDate()} ${date.toLocaleDateString(locale, { month: "long", timeZone: "UTC" })} ${date.getUTCFullYear()}`;
}

function month(iso) {
  const date = new Date(`${iso}-01T00:00:00Z`);
  return date.toLocaleDateString(locale, { month: "long", year: "numeric", timeZone: "UTC" });
}

// ------------------------------------------------------------------------------------------------ parts of the index

const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

// One of Pagefind's bundles. Asked for a word that it doesn't have, Pagefind gives the nearest beginning of it that it has: "ice"
// for "iceberg". In an index of many parts this would happen in every part without the word, so each word is asked for exactly
// too (by its stem, as Pagefind does), and what has not all the words is left out. The last word may be the beginning of one.
class Bundle {
  constructor(pagefind, name, gone) {
    const options = { baseUrl: base, noWorker: true, metaCacheTag: "1", excerptLength: 30 };
    this.instance = pagefind.createInstance({ ...options, basePath: `${root}${name}/` });
    this.gone = gone;
    this.words = new Map();
    this.days = this.read(name);
  }

  // Pagefind's id of each article → its day. (To set its ranking, as it was, waits until its program runs.)
  async read(name) {
    const [answer] = await Promise.all([fetch(`${root}${name}/days.json`), this.instance.options({ ranking: {} })]);
    const days = new Map();
    for (const [date, ids] of Object.entries(await answer.json())) {
      for (const id of ids) if (!(id in this.gone)) days.set(id, date);
    }
    return days;
  }

  // Ids of the articles that have a word, or one that it is the beginning of.
  having(word, beginning) {
    const key = `${word} ${beginning}`;
    if (!this.words.has(key)) this.words.set(key, this.find(word, beginning));
    return this.words.get(key);
  }

  async find(word, beginning) {
    const exact = await this.instance.search(`"${word}"`);
    const ids = new Set(exact.results.map(({ id }) => id));
    if (!beginning) return ids;
    const loose = await this.instance.search(word);
    if (!ids.size && loose.results.length) {
      const { excerpt } = await loose.results[0].data();
      const [, marked] = excerpt.match(/<mark>(.*?)<\/mark>/) ?? [];
      if (!fold(marked ?? "").some((each) => each.startsWith(fold(word).join("")))) return ids;
    }
    return new Set([...ids, ...loose.results.map(({ id }) => id)]);
  }

  async search({ q, words, filters, from, to }) {
    const days = await this.days;
    const [answer, ...sets] = await Promise.all([
      this.instance.search(q || EVERY, { filters }),
      ...words.map(({ word, beginning }) => this.having(word, beginning)),
    ]);
    const results = answer.results.filter(({ id }) => days.has(id) && sets.every((ids) => ids.has(id)));
    const dated = results.map((result) => ({ result, day: days.get(result.id), score: result.score }));
    return {
      size: days.size,
      having: words.map((_, place) => sets[place].size),
      results: dated.filter(({ day: date }) => (!from || date >= from) && (!to || date <= to)),
    };
  }
}

class Part {
  constructor(about) {
    Object.assign(this, about);
    this.dated = this.first !== "";
  }

  // Whether it may have articles between two days; one without dates has none.
  meets({ from, to }) {
    if (!this.dated) return !from && !to;
    return (!from || this.last >= from) && (!to || this.first <= to);
  }

  async search(asked) {
    this.opened ??= Promise.all([
      ...this.bundles.map((name) => open(name, this.gone)),
      ...this.since.map((name) => open(name, {})),
    ]);
    return Promise.all((await this.opened).map((bundle) => bundle.search(asked)));
  }
}

// Pagefind's program brings words to the stems of one language, the one of the first bundle that it is started for. So each language
// has a copy of its own, and all bundles of it share that. Two that are opened before it runs would each start it, and one would lose
// its own.
const programs = new Map();

async function open(name, gone) {
  const [language] = name.split("-").slice(-2); // a bundle's name ends with its language and its digest
  if (!programs.has(language)) programs.set(language, { pagefind: import(`${root}program/pagefind.js?${language}`) });
  const program = programs.get(language);
  const pagefind = await program.pagefind;
  if (program.running) await program.running;
  const bundle = new Bundle(pagefind, name, gone);
  program.running ??= bundle.days;
  return bundle;
}

// Pagefind weighs a word by how rare it is among the articles of one bundle. So that scores of several can be compared, each
// bundle's are brought to the rarity of the words in all of them together (of BM25: log(1 + (N - n + 0.5) / (n + 0.5)), for n of N).
function comparable(found) {
  const rarity = (number, size) => Math.log1p(Math.max(size - number, 0) / (number + 0.5) + 0.5 / (number + 0.5));
  const size = sum(found.map((each) => each.size));
  const having = (found[0]?.having ?? []).map((_, place) => sum(found.map((each) => each.having[place])));
  const overall = sum(having.map((number) => rarity(number, size)));
  return found.flatMap((each) => {
    const factor = overall / sum(each.having.map((number) => rarity(number, each.size))) || 1;
    return each.results.map((result) => ({ ...result, score: result.score * factor }));
  });
}

class Search {
  constructor(asked) {
    this.asked = asked;
    const wanted = parts.filter((part) => part.meets(asked) && asked.who.every(({ first, last }) => part.meets({ from: first, to: last })));
    const dated = wanted.filter((part) => part.dated);
    this.waiting = [...(asked.sort === "oldest" ? dated.reverse() : dated), ...wanted.filter((part) => !part.dated)];
    this.found = [];
    this.results = [];
    this.shown = new Set(); // ids: when another part comes, results of it may rank before those that stand on the page already
  }

  get left() {
    return this.results.length - this.shown.size;
  }

  // Search the next part, and up to `most` as long as there are not results enough.
  async widen(enough = 0, most = AUTO) {
    const { sort } = this.asked;
    for (let opened = 0; this.waiting.length && (opened === 0 || (opened < most && this.results.length < enough)); opened += 1) {
      this.found.push(...(await this.waiting.shift().search(this.asked)));
      this.results = sort === "best" ? comparable(this.found) : this.found.flatMap((each) => each.results);
    }
    const before = (one, other) => (one < other ? -1 : Number(one > other));
    const orders = {
      best: (one, other) => other.score - one.score,
      newest: (one, other) => before(other.day, one.day),
      oldest: (one, other) => before(one.day, other.day) * (one.day[0] === "0" || other.day[0] === "0" ? -1 : 1),
    };
    this.results.sort((one, other) => orders[sort](one, other) || before(one.result.id, other.result.id));
  }

  async next(number) {
    const taken = this.results.filter(({ result }) => !this.shown.has(result.id)).slice(0, number);
    for (const { result } of taken) this.shown.add(result.id);
    return Promise.all(taken.map(({ result }) => result.data()));
  }
}

// ------------------------------------------------------------------------------------------------ what is asked

function asked() {
  const values = new FormData(form);
  const value = (name) => (values.get(name) ?? "").trim();
  const who = [...chosen.querySelectorAll("li")].map((item) => item.entity);
  const q = value("q");
  const filters = {};
  if (value("source")) filters.source = value("source");
  for (const { kind, names } of who) filters[kind] = filters[kind] ? { all: [filters[kind], { any: names }] } : { any: names };
  // In quotation marks it is a phrase, which Pagefind finds exactly by itself.
  const words = /^".*"$/.test(q) ? [] : q.split(/\s+/).map((word) => word.replaceAll('"', "")).filter((word) => fold(word).length);
  const ends = !/\s$/.test(values.get("q") ?? "");
  return {
    q,
    words: words.map((word, place) => ({ word, beginning: ends && place === words.length - 1 })),
    filters,
    from: value("from"),
    to: value("to"),
    source: value("source"),
    sort: value("sort") || (q ? "best" : "newest"),
    who,
  };
}

function remember({ q, from, to, source, who }) {
  const sort = form.elements.sort.value;
  const query = new URLSearchParams(Object.entries({ q, from, to, source, sort }).filter(([, value]) => value));
  for (const { kind, slug, name } of who) query.append(kind, `${slug} ${name}`);
  const text = query.toString();
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
}

async function recall() {
  const query = new URLSearchParams(location.search);
  for (const name of ["q", "from", "to", "source", "sort"]) {
    if (query.has(name)) form.elements[name].value = query.get(name);
  }
  if (/^\d{4}$/.test(query.get("year") ?? "")) {
    form.elements.from.value = `${query.get("year")}-01-01`;
    form.elements.to.value = `${query.get("year")}-12-31`;
  }
  for (const kind of Object.keys(FOLDERS)) {
    for (const value of query.getAll(kind)) {
      const [slug, ...words] = value.split(" ");
      const name = words.join(" ") || slug.replaceAll("-", " ");
      const found = (await rows(fold(name))).find((each) => each[0] === kind && each[1] === slug);
      choose(found ? entity(found) : { kind, slug, name, first: "", last: "", names: [fold(name).join(" ")] });
    }
  }
}

// ------------------------------------------------------------------------------------------------ what is shown

// Pagefind marks hits with <mark> in otherwise escaped text; nothing else of it is taken as HTML.
function excerpt(marked) {
  const paragraph = element("p", "sentence");
  const inert = new DOMParser().parseFromString(marked, "text/html");
  for (const node of inert.body.childNodes) {
    const text = node.textContent.replace(EVERY, "");
    paragraph.append(node.nodeName === "MARK" && text ? element("mark", "", text) : text);
  }
  return paragraph;
}

function result({ meta, url, excerpt: marked }) {
  const link = element("a", "", meta.title);
  const q = current.asked.q.replaceAll('"', "");
  link.href = url.replace(/\.html$/, "/") + (q ? `?mark=${encodeURIComponent(q)}` : ""); // the index knows an article as a file
  const about = element("p", "meta", element("span", "", day(meta.day)));
  if (meta.source) about.append(element("span", "source", meta.source));
  return element("li", "", about, element("h2", "", link), excerpt(marked));
}

function tell(search) {
  const { q, who } = search.asked;
  const of = [q && fill(words.for, { q }), ...who.map(({ name }) => fill(words.with, { name }))].filter(Boolean).map((each) => ` ${each}`).join("");
  const left = search.waiting.reduce((sum, part) => sum + part.count, 0);
  const total = search.results.length;
  const found = `${total ? articles(total) : words.nothing}${of}.`;
  status.textContent = left ? `${found} ${fill(words.unsearched, { articles: articles(left) })}` : found;
  more.hidden = !search.left && !left;
  all.hidden = search.waiting.length < 2;
  all.textContent = fill(words.all, { n: count(left) });
  const next = search.waiting[0];
  more.querySelector("button").textContent =
    search.left || !next ? words.more : next.dated ? fill(words.between, { first: day(next.first), last: day(next.last) }) : words.undatedToo;
}

// Bars by year; of one year, or where there is but one, by month. Each is a button that narrows the dates to it.
function draw(search) {
  const days = search.results.map((each) => each.day).filter((date) => date[0] !== "0");
  const length = new Set(days.map((date) => date.slice(0, 4))).size > 1 ? 4 : 7;
  const bars = {};
  for (const date of days) bars[date.slice(0, length)] = (bars[date.slice(0, length)] ?? 0) + 1;
  const highest = Math.max(...Object.values(bars));
  const items = Object.entries(bars).sort().map(([period, number]) => {
    const name = length === 4 ? period : month(period);
    const bar = element("span", "bar");
    bar.style.setProperty("--share", number / highest);
    const button = element("button", "", bar, element("span", "period", length === 4 ? period : name.split(" ")[0].slice(0, 3)), element("span", "unseen", ` ${name}: `), element("span", "number", count(number)));
    button.type = "button";
    button.title = `${name}: ${articles(number)}`;
    button.addEventListener("click", () => narrow(period));
    return element("li", "", button);
  });
  chart.hidden = items.length < 2;
  chart.querySelector("ol").replaceChildren(...items);
}

function narrow(period) {
  const [year, number] = period.split("-");
  form.elements.from.value = `${period}${number ? "" : "-01"}-01`;
  const last = number ? new Date(Date.UTC(Number(year), Number(number), 0)).getUTCDate() : 31;
  form.elements.to.value = `${year}-${number ?? "12"}-${String(last).padStart(2, "0")}`;
  search();
}

async function show() {
  const mine = round;
  const search = current;
  const next = await search.next(STEP);
  if (mine !== round) return;
  list.append(...next.map(result));
  tell(search);
}

async function search() {
  const wanted = asked();
  remember(wanted);
  const mine = ++round;
  const { q, from, to, source, who } = wanted;
  if (!q && !from && !to && !source && !who.length) {
    list.replaceChildren();
    more.hidden = chart.hidden = true;
    status.textContent = "";
    return;
  }
  const made = new Search(wanted);
  await made.widen(STEP);
  if (mine !== round) return;
  current = made;
  list.replaceChildren();
  draw(made);
  await show();
}

async function showMore() {
  const before = list.children.length;
  if (!current.left) {
    await current.widen(current.results.length + 1);
    draw(current);
  }
  await show();
  list.children[before]?.querySelector("a").focus();
}

// All parts that are left: results of theirs may be better than those that stand there, so the list begins anew.
async function searchAll() {
  const mine = round;
  status.textContent = words.searching;
  await current.widen(Infinity, Infinity);
  if (mine !== round) return;
  current.shown.clear();
  list.replaceChildren();
  draw(current);
  await show();
  list.querySelector("a")?.focus();
}

// ------------------------------------------------------------------------------------------------ people and places

const lookups = new Map();

function lookup(prefix) {
  const file = /^[a-z0-9]+$/.test(prefix) ? prefix : [...prefix].map((each) => each.codePointAt(0).toString(16)).join("-");
  if (!manifest.names.includes(file)) return [];
  if (!lookups.has(file)) {
    const answer = fetch(`${root}names/${file}.json`).then((found) => (found.ok ? found.json() : [])).catch(() => []);
    lookups.set(file, answer);
  }
  return lookups.get(file);
}

// The rows of names that have a word that begins like the longest of these; each row once.
async function rows(words) {
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a), "");
  if (longest.length < 2) return [];
  const found = [...(await lookup(longest.slice(0, 2))), ...(longest.length > 2 ? await lookup(longest.slice(0, 3)) : [])];
  return [...new Map(found.map((row) => [`${row[0]} ${row[1]}`, row])).values()];
}

const entity = ([kind, slug, name, , first, last, , names]) => ({ kind, slug, name, first, last, names });

async function suggest() {
  const text = form.elements.q.value;
  const words = fold(text);
  const found = await rows(words);
  if (text !== form.elements.q.value) return;
  const matching = found.filter(([, , name, , , , , names]) => {
    const named = fold([name, ...names].join(" "));
    return words.every((word) => named.some((each) => each.startsWith(word)));
  });
  suggestions.querySelector("ul").replaceChildren(...matching.slice(0, SUGGESTED).map(suggestion));
  suggestions.hidden = !matching.length;
}

function suggestion(row) {
  const [kind, slug, name, number, , , page] = row;
  const link = element(page ? "a" : "span", "", name);
  if (page) link.href = `${base}${FOLDERS[kind]}/${slug}/`;
  const button = element("button", "", words.only, element("span", "unseen", `: ${name}`));
  button.type = "button";
  button.addEventListener("click", () => {
    choose(entity(row));
    form.elements.q.value = "";
    suggest();
    search();
    form.elements.q.focus();
  });
  return element("li", "", link, " ", element("span", "count", `${words[kind]}, ${articles(number)}`), " ", button);
}

function choose(one) {
  const button = element("button", "", fill(words.with, { name: one.name }), element("span", "", " ×"), element("span", "unseen", ` (${words.away})`));
  button.type = "button";
  const item = element("li", "", button);
  item.entity = one;
  button.addEventListener("click", () => {
    item.remove();
    chosen.hidden = !chosen.children.length;
    search();
    form.elements.q.focus();
  });
  chosen.append(item);
  chosen.hidden = false;
}

// ------------------------------------------------------------------------------------------------ the page

async function start() {
  try {
    const answer = await fetch(`${root}shards.json`, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`no index (${answer.status})`);
    manifest = await answer.json();
    parts = manifest.shards.map((each) => new Part(each));
  } catch (error) {
    status.textContent = words.none;
    console.info("search:", error.message);
    return;
  }
  for (const source of manifest.sources) form.elements.source.add(new Option(source, source));
  await recall();
  let waiting;
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  form.addEventListener("change", search);
  form.elements.q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { suggest(); search(); }, 200);
  });
  more.querySelector("button").addEventListener("click", showMore);
  all.addEventListener("click", searchAll);
  document.addEventListener("keydown", keys);
  form.elements.q.focus();
  suggest();
  await search();
}

// "/" goes to the search box; the arrow keys go through the results.
function keys(event) {
  const links = [...list.querySelectorAll("h2 a")];
  const place = links.indexOf(document.activeElement);
  const inBox = document.activeElement === form.elements.q;
  const writing = ["INPUT", "SELECT"].includes(document.activeElement?.tagName);
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    form.elements.q.focus();
  } else if (event.key === "ArrowDown" && (inBox || place >= 0) && place + 1 < links.length) {
    event.preventDefault();
    links[place + 1].focus();
  } else if (event.key === "ArrowUp" && place >= 0) {
    event.preventDefault();
    (place === 0 ? form.elements.q : links[place - 1]).focus();
  }
}

start();
