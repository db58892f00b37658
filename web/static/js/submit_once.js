/* A second press of the same button does nothing for a while; the server still makes one dossier out of ten posts. */
const AGAIN_AFTER_MS = 8000;

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "true";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => release(form), AGAIN_AFTER_MS);
  });
  if (form.hasAttribute("data-clear-queue")) form.addEventListener("submit", forget);
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
}

/* Signing out on a shared machine leaves nothing typed behind. */
function forget() {
  for (const key of Object.keys(localStorage)) if (key.startsWith("autosave:")) localStorage.removeItem(key);
}

/* Coming back with the back button must not find dead buttons. */
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
