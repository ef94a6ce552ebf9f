// Light or dark by choice: a button in the foot. Without it the reader's system decides.

const root = document.documentElement;
const place = document.getElementById("scheme");
const stored = () => { try { return localStorage.getItem("scheme") ?? ""; } catch { return ""; } };
const next = { "": "dark", dark: "light", light: "" };

function apply(scheme) {
  if (scheme) root.dataset.scheme = scheme;
  else delete root.dataset.scheme;
}

apply(stored());
if (place) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  const tell = () => (button.textContent = place.dataset[stored() || "auto"]);
  button.addEventListener("click", () => {
    try { localStorage.setItem("scheme", next[stored()]); } catch { /* kept for this page alone */ }
    apply(stored());
    tell();
  });
  tell();
  place.replaceChildren(button);
  place.hidden = false;
}
