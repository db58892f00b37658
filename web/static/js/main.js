/* Loads only what the page asks for. Everything here improves pages that already work without it. */
const parts = {
  "form": "./submit_once.js",
  "form[data-autosave]": "./autosave.js",
  "[data-upload]": "./upload.js",
  "[data-show-when]": "./conditional.js",
  "[data-session]": "./session.js",
  "[data-worklist]": "./worklist.js",
};

for (const [selector, module] of Object.entries(parts)) {
  if (document.querySelector(selector)) import(module);
}

document.querySelector("[data-autofocus]")?.focus();
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
