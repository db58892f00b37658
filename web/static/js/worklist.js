/* j and k walk the rows of a list, Enter opens the row, "/" goes to the search box. Rows stay ordinary links. */
const rows = [...document.querySelectorAll("[data-worklist] tbody tr")];
const search = document.querySelector("input[type=search]");
let current = -1;

function isTyping(element) {
  return element.matches?.("input, textarea, select, [contenteditable]");
}

function move(step) {
  if (!rows.length) return;
  current = Math.min(rows.length - 1, Math.max(0, current + step));
  for (const [index, row] of rows.entries()) row.toggleAttribute("data-current", index === current);
  rows[current].querySelector("a")?.focus();
  rows[current].scrollIntoView({ block: "nearest" });
}

document.addEventListener("focusin", (event) => {
  const index = rows.findIndex((row) => row.contains(event.target));
  if (index >= 0) current = index;
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "/" && search) { event.preventDefault(); search.focus(); }
  else if (event.key === "Enter" && event.target === document.body && rows[current]?.dataset.url) window.location.assign(rows[current].dataset.url);
});
