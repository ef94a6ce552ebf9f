// The map of places. Without script it is a drawing with links; with it, it can be moved, looked at closer and narrowed to a time,
// and places that lie close together are drawn as one. What is shown stands in the address.

const NEAREST = 24; // units of the map across, the closest look
const TOGETHER = 26; // pixels between two circles, below which they are one
const figure = document.getElementById("map");
const svg = figure.querySelector("svg");
const spots = figure.querySelector(".spots");
const box = figure.querySelector(".controls");
const words = box.dataset;
const { lang } = document.documentElement;
const whole = figure.dataset.whole.split(" ").map(Number);
const [WORLD, TALL] = ["width", "height"].map((name) => Number(svg.querySelector("image").getAttribute(name)));
const SVG = "http://www.w3.org/2000/svg";

let places = [];
let months = [];
let [left, top, width] = whole;
let range = [0, 0];

function element(name, attributes = {}, ...content) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

const ratio = () => svg.clientHeight / svg.clientWidth;
const within = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high));

function look(x, y, across) {
  width = within(across, NEAREST, WORLD);
  left = within(x, 0, WORLD - width);
  top = within(y, 0, TALL - width * ratio());
  svg.setAttribute("viewBox", `${left} ${top} ${width} ${width * ratio()}`);
  draw();
  remember();
}

// Closer by a factor, so that the point under the pointer stays where it is.
function zoom(factor, at = [0.5, 0.5]) {
  const across = within(width * factor, NEAREST, WORLD);
  look(left + at[0] * (width - across), top + at[1] * ratio() * (width - across), across);
}

function counted(place) {
  if (!months.length || (range[0] === 0 && range[1] === months.length - 1)) return place.count;
  const [from, to] = [months[range[0]], months[range[1]]];
  return place.months.reduce((sum, [month, count]) => (month >= from && month <= to ? sum + count : sum), 0);
}

// Places by the square of a grid in which they stand; each square with some is one circle.
function clusters() {
  const cell = (TOGETHER * width) / svg.clientWidth;
  const found = new Map();
  for (const place of places) {
    const count = counted(place);
    if (!count || place.x < left || place.x > left + width || place.y < top || place.y > top + width * ratio()) continue;
    const key = `${Math.floor(place.x / cell)} ${Math.floor(place.y / cell)}`;
    const cluster = found.get(key) ?? { places: [], count: 0, x: 0, y: 0 };
    cluster.places.push(place);
    cluster.x += place.x * count;
    cluster.y += place.y * count;
    cluster.count += count;
    found.set(key, cluster);
  }
  return [...found.values()].map((each) => ({ ...each, x: each.x / each.count, y: each.y / each.count })).sort((a, b) => b.count - a.count);
}

function draw() {
  const pixel = width / svg.clientWidth;
  const found = clusters();
  const most = Math.max(...found.map(({ count }) => count), 1);
  const labels = [];
  const free = (x, y, text, unit) => {
    const mine = [x - text.length * 3.6 * unit, y - 9 * unit, x + text.length * 3.6 * unit, y + 9 * unit];
    const clear = labels.every((other) => mine[2] < other[0] || mine[0] > other[2] || mine[3] < other[1] || mine[1] > other[3]);
    if (clear) labels.push(mine);
    return clear;
  };
  const active = document.activeElement?.dataset?.key;
  const names = [];
  const circles = found.map(({ places: together, count, x, y }) => {
    const radius = (5 + 13 * Math.sqrt(count / most)) * pixel;
    const one = together.length === 1 ? together[0] : null;
    const name = one ? one.name : `${together.length.toLocaleString(lang)} ${words.places}: ${together.slice(0, 3).map((each) => each.name).join(", ")}${together.length > 3 ? ", …" : ""}`;
    const link = element("a", { href: one ? `${figure.dataset.root}${one.slug}/` : "#map", "aria-label": `${name}, ${count.toLocaleString(lang)}`, "data-key": one?.slug ?? `${together.length} ${together[0].slug}` },
      element("circle", { cx: x, cy: y, r: radius }, element("title", {}, `${name}: ${count.toLocaleString(lang)}`)));
    if (!one && radius > 8 * pixel) link.append(element("text", { x, y, "font-size": 11 * pixel }, together.length));
    const above = y - radius - 8 * pixel;
    if (one && free(x, above, one.name, pixel)) names.push(element("text", { x, y: above, "font-size": 12 * pixel, class: "name" }, one.name));
    if (!one) link.addEventListener("click", (event) => { event.preventDefault(); closer(together); });
    return link;
  });
  spots.replaceChildren(...circles, ...names); // names stand upon all circles
  if (active) spots.querySelector(`[data-key="${CSS.escape(active)}"]`)?.focus();
}

// To where these places no longer stand together; those of one point are named by their list.
function closer(together) {
  const [xs, ys] = [together.map(({ x }) => x), together.map(({ y }) => y)];
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  const [upper, lower] = [Math.min(...ys), Math.max(...ys)];
  const across = Math.min(width / 2, Math.max((high - low) * 1.6, ((lower - upper) * 1.6) / ratio(), NEAREST));
  look((low + high - across) / 2, (upper + lower - across * ratio()) / 2, across);
}

let waiting;
function remember() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const query = new URLSearchParams(location.search);
    const moved = [left, top, width].some((value, place) => Math.abs(value - whole[place]) > 0.5);
    if (moved) query.set("at", [left, top, width].map((value) => Math.round(value)).join(","));
    else query.delete("at");
    for (const [name, place, end] of [["from", 0, 0], ["to", 1, months.length - 1]]) {
      if (months.length && range[place] !== end) query.set(name, months[range[place]]);
      else query.delete(name);
    }
    history.replaceState(null, "", String(query) ? `?${query}` : location.pathname);
  }, 200);
}

function button(text, label, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, title: label });
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function controls() {
  const named = (month) => new Date(`${month}-01T00:00:00Z`).toLocaleDateString(lang, { month: "short", year: "numeric", timeZone: "UTC" });
  box.append(button("+", words.in, () => zoom(0.5)), button("−", words.out, () => zoom(2)), button(words.all, words.all, () => look(...whole)));
  if (months.length > 1) {
    ["from", "to"].forEach((name, place) => {
      const input = Object.assign(document.createElement("input"), { type: "range", min: 0, max: months.length - 1, value: range[place] });
      const told = Object.assign(document.createElement("output"), { textContent: named(months[range[place]]) });
      const label = document.createElement("label");
      label.append(`${words[name]} `, input, " ", told);
      input.addEventListener("input", () => {
        range[place] = Number(input.value);
        if (range[0] > range[1]) range[place] = range[1 - place];
        input.value = range[place];
        told.textContent = named(months[range[place]]);
        draw();
        remember();
      });
      box.append(label);
    });
  }
}

function pointers() {
  const down = new Map();
  let dragged = false;
  const middle = () => [...down.values()].reduce((sum, [x, y]) => [sum[0] + x / down.size, sum[1] + y / down.size], [0, 0]);
  const apart = () => (down.size < 2 ? 0 : Math.hypot(...[0, 1].map((axis) => [...down.values()][0][axis] - [...down.values()][1][axis])));
  svg.addEventListener("pointerdown", (event) => { down.set(event.pointerId, [event.clientX, event.clientY]); dragged = false; });
  window.addEventListener("pointermove", (event) => {
    if (!down.has(event.pointerId)) return;
    const [before, distance] = [middle(), apart()];
    down.set(event.pointerId, [event.clientX, event.clientY]);
    const after = middle();
    if (!dragged && Math.hypot(after[0] - before[0], after[1] - before[1]) < 3 && down.size < 2) { down.set(event.pointerId, before); return; }
    dragged = true;
    const pixel = width / svg.clientWidth;
    const factor = distance && apart() ? distance / apart() : 1;
    const frame = svg.getBoundingClientRect();
    const [x, y] = [(after[0] - frame.left) / frame.width, (after[1] - frame.top) / frame.height];
    const across = within(width * factor, NEAREST, WORLD);
    look(left - (after[0] - before[0]) * pixel + x * (width - across), top - (after[1] - before[1]) * pixel + y * ratio() * (width - across), across);
  });
  for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, (event) => down.delete(event.pointerId));
  svg.addEventListener("click", (event) => { if (dragged) event.preventDefault(); dragged = false; }, { capture: true });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement?.closest("#map") !== figure) return; // the page scrolls
    event.preventDefault();
    const frame = svg.getBoundingClientRect();
    zoom(2 ** (event.deltaY / 300), [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height]);
  }, { passive: false });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}

figure.addEventListener("keydown", (event) => {
  const step = width / 6;
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (event.target instanceof HTMLInputElement) return;
  if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 0.5 : 2);
  else if (moves[event.key]) look(left + moves[event.key][0], top + moves[event.key][1], width);
  else return;
  event.preventDefault();
});

async function start() {
  const answer = await fetch(figure.dataset.places);
  if (!answer.ok) return;
  places = (await answer.json()).places.map(([slug, name, x, y, count, by]) => ({ slug, name, x, y, count, months: by }));
  months = [...new Set(places.flatMap((place) => place.months.map(([month]) => month)))].sort();
  range = [0, Math.max(months.length - 1, 0)];
  const query = new URLSearchParams(location.search);
  for (const [name, place] of [["from", 0], ["to", 1]]) {
    const found = months.indexOf(query.get(name));
    if (found >= 0) range[place] = found;
  }
  figure.classList.add("live");
  controls();
  pointers();
  new ResizeObserver(() => draw()).observe(svg);
  const at = query.get("at")?.split(",").map(Number);
  look(...(at?.length === 3 && at.every(Number.isFinite) ? at : whole));
}

start();
