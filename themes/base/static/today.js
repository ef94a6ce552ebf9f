// The page of all days: leads to the reader's own today, where the archive has articles of it.

const now = new Date();
const key = [now.getMonth() + 1, now.getDate()].map((number) => String(number).padStart(2, "0")).join("-");
const link = document.querySelector(`a[data-day="${key}"]`);
if (link) {
  const line = document.getElementById("today");
  const copy = line.querySelector("a");
  copy.href = link.href;
  copy.textContent = link.getAttribute("aria-label");
  link.setAttribute("aria-current", "date");
  line.hidden = false;
}
