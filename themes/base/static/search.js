// The search page. Everything runs in the reader's browser; the query stands in the address, so that it can be kept.
const form = document.getElementById("search");
const status = document.getElementById("status");
const list = document.getElementById("results");
const more = document.getElementById("more");
const STEP = 10;
const ORDERS = { newest: { date: "desc" }, oldest: { date: "asc" } };

let pagefind;
let found = [];
let shown = 0;
let round = 0; // which search the page shows; answers of earlier ones are thrown away

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

// Pagefind marks hits with <mark> in otherwise escaped text; nothing else of it is taken as HTML.
function excerpt(marked) {
  const paragraph = element("p", "sentence");
  const inert = new DOMParser().parseFromString(marked, "text/html");
  for (const node of inert.body.childNodes) {
    paragraph.append(node.nodeName === "MARK" ? element("mark", "", node.textContent) : node.textContent);
  }
  return paragraph;
}

function result(data) {
  const item = element("li");
  const meta = element("p", "meta");
  meta.append(element("span", "", data.meta.date), element("span", "source", data.meta.source));
  const heading = element("h2");
  const link = element("a", "", data.meta.title);
  link.href = data.url;
  heading.append(link);
  item.append(meta, heading, excerpt(data.excerpt));
  return item;
}

function choices() {
  const values = new FormData(form);
  return Object.fromEntries([...values].filter(([, value]) => value.trim()));
}

function remember(chosen) {
  const query = new URLSearchParams(chosen).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

async function show() {
  const mine = round;
  const next = await Promise.all(found.slice(shown, shown + STEP).map((each) => each.data()));
  if (mine !== round) return;
  shown += next.length;
  list.append(...next.map(result));
  more.hidden = shown >= found.length;
}

async function search() {
  const chosen = choices();
  remember(chosen);
  const mine = ++round;
  const { q = "", year, source, sort } = chosen;
  if (!q && !year && !source) {
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    return;
  }
  const filters = Object.fromEntries(Object.entries({ year, source }).filter(([, value]) => value));
  const order = ORDERS[sort] ?? (q ? undefined : ORDERS.newest);
  const answer = await pagefind.search(q || null, { filters, ...(order && { sort: order }) });
  if (mine !== round) return;
  found = answer.results;
  shown = 0;
  list.replaceChildren();
  const count = found.length.toLocaleString("en");
  const of = q ? ` for “${q}”` : "";
  status.textContent = found.length === 0 ? `Nothing was found${of}.` : `${count} ${found.length === 1 ? "article" : "articles"}${of}`;
  await show();
}

function fill(select, counts) {
  const values = Object.keys(counts).sort((a, b) => (select.id === "year" ? b.localeCompare(a) : a.localeCompare(b)));
  for (const value of values) select.add(new Option(value, value));
}

async function start() {
  form.hidden = false;
  try {
    pagefind = await import(form.dataset.bundle);
    await pagefind.options({ baseUrl: form.dataset.base, excerptLength: 30 });
    const filters = await pagefind.filters();
    fill(form.year, filters.year ?? {});
    fill(form.source, filters.source ?? {});
  } catch (error) {
    status.textContent = "The search index of this site is not there. It may have been built without one.";
    console.info("search:", error.message);
    return;
  }
  const asked = new URLSearchParams(location.search);
  for (const name of ["q", "year", "source", "sort"]) {
    if (asked.has(name)) form.elements[name].value = asked.get(name);
  }
  let waiting;
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  form.addEventListener("change", search);
  form.q.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 200); });
  more.querySelector("button").addEventListener("click", async () => {
    const first = list.children.length;
    await show();
    list.children[first]?.querySelector("a").focus();
  });
  document.addEventListener("keydown", keys);
  form.q.focus();
  await search();
}

// "/" goes to the search box; the arrow keys go through the results.
function keys(event) {
  const links = [...list.querySelectorAll("h2 a")];
  const place = links.indexOf(document.activeElement);
  const inBox = document.activeElement === form.q;
  if (event.key === "/" && !inBox && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    form.q.focus();
  } else if (event.key === "ArrowDown" && (inBox || place >= 0) && place + 1 < links.length) {
    event.preventDefault();
    links[place + 1].focus();
  } else if (event.key === "ArrowUp" && place >= 0) {
    event.preventDefault();
    (place === 0 ? form.q : links[place - 1]).focus();
  }
}

start();
