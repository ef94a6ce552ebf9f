// Tables of claims: a click on a column's head sorts by it, a box above shows only the rows with some words. Both stand in the
// address, so that what is shown can be kept.

const { lang } = document.documentElement;
const order = new Intl.Collator(lang, { numeric: true, sensitivity: "base" });
const query = new URLSearchParams(location.search);

function value(row, column) {
  const cell = row.cells[column];
  const given = cell.dataset.value;
  return given !== undefined && given !== "" && !Number.isNaN(Number(given)) ? Number(given) : given ?? cell.textContent.trim();
}

function compare(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (one === "" || other === "") return one === "" ? 1 : -1; // what is not known comes last
  return order.compare(String(one), String(other));
}

function remember(name, kept) {
  if (kept) query.set(name, kept);
  else query.delete(name);
  history.replaceState(null, "", `${String(query) ? `?${query}` : location.pathname}${location.hash}`);
}

function sort(table, rows, column, descending) {
  const sorted = [...rows].sort((a, b) => compare(value(a, column), value(b, column)) * (descending ? -1 : 1));
  table.tBodies[0].append(...sorted);
  [...table.tHead.rows[0].cells].forEach((head, place) => {
    if (place === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
}

function enhance(table) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length < 3) return;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      sort(table, rows, column, descending);
      remember("sort", `${descending ? "-" : ""}${column}`);
    });
  });
  const box = Object.assign(document.createElement("input"), { type: "search", value: query.get("with") ?? "" });
  const label = document.createElement("label");
  label.append(Object.assign(document.createElement("span"), { textContent: table.dataset.filter ?? "" }), " ", box);
  const told = Object.assign(document.createElement("span"), { className: "count" });
  told.setAttribute("role", "status");
  table.previousElementSibling.append(label, " ", told); // its place is kept, so that nothing moves
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const filter = () => {
    const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      row.hidden = !wanted.every((word) => texts[place].includes(word));
      shown += !row.hidden;
    });
    told.textContent = wanted.length ? `${shown.toLocaleString(lang)} / ${rows.length.toLocaleString(lang)}` : "";
    remember("with", box.value.trim());
  };
  box.addEventListener("input", filter);
  if (box.value) filter();
  const kept = query.get("sort");
  if (/^-?\d$/.test(kept ?? "")) sort(table, rows, Math.abs(Number(kept)), kept.startsWith("-"));
}

document.querySelectorAll("table.claims").forEach(enhance);
