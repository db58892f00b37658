/* Loads only what the page asks for. Everything here improves pages that already work without it. */
const parts = {
  "form": "./submit_once.js",
  "form[data-autosave]": "./autosave.js",
  "[data-upload]": "./upload.js",
  "[data-show-when]": "./conditional.js",
  "[data-session]": "./session.js",
  "[data-presence]": "./presence.js",
  "[data-worklist]": "./worklist.js",
};

const wanted = Object.entries(parts).filter(([selector]) => document.querySelector(selector));
Promise.allSettled(wanted.map(([, module]) => import(module))).then(() => {
  document.documentElement.dataset.scripts = "ready";
});

/* A form that came back with errors stands at its own address: going back or reloading asks for it anew instead of sending it again. */
const samePlace = (form) => form.method === "post" && new URL(form.action).pathname === location.pathname;
if ([...document.forms].some(samePlace)) history.replaceState(history.state, "", location.href);

document.querySelector("[data-autofocus]")?.focus();
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
