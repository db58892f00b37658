/* Warns before the session ends and extends it. Each use of it, in any window, makes it last from then: autosave and every
   page that opens say so. The words are in the dialog's HTML and data-label-* attributes. */
const dialog = document.querySelector("[data-session]");
const { seconds, warnBefore, extendUrl, csrf, labelLeft, labelEnded, labelFailed } = dialog.dataset;
const left = dialog.querySelector("[data-left]");
const said = dialog.querySelector("[data-said]");
const extend = dialog.querySelector("[data-extend]");
const signIn = dialog.querySelector("[data-sign-in]");
const uses = new BroadcastChannel("session");
let endsAt, timer;

function restart() {
  endsAt = Date.now() + Number(seconds) * 1000;
  clearInterval(timer);
  timer = setInterval(tick, 1000);
  said.textContent = "";
  extend.hidden = false;
  signIn.hidden = true;
  if (dialog.open) dialog.close();
}

function ended() {
  left.textContent = "";
  said.textContent = labelEnded;
  extend.hidden = true;
  signIn.hidden = false;
  if (!dialog.open) dialog.showModal();
  clearInterval(timer);
}

function tick() {
  const rest = Math.ceil((endsAt - Date.now()) / 1000);
  if (rest <= 0) return ended();
  if (rest > Number(warnBefore)) return undefined;
  left.textContent = labelLeft.replace("{minutes}", Math.floor(rest / 60)).replace("{seconds}", rest % 60);
  if (!dialog.open) dialog.showModal();
  return undefined;
}

extend.addEventListener("click", async () => {
  try {
    const answer = await fetch(extendUrl, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": csrf } });
    if ([400, 401].includes(answer.status) || answer.redirected) return ended(); /* with the session its token ended too */
    if (!answer.ok) throw new Error(String(answer.status));
    restart();
    uses.postMessage("used");
  } catch {
    said.textContent = labelFailed;
  }
  return undefined;
});

uses.addEventListener("message", restart);
restart();
uses.postMessage("used");
