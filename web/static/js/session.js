/* Warns before the session ends and extends it. The words are in the dialog's HTML and data-label-* attributes. */
const dialog = document.querySelector("[data-session]");
const { seconds, warnBefore, extendUrl, csrf, labelLeft, labelEnded, labelFailed } = dialog.dataset;
const left = dialog.querySelector("[data-left]");
const said = dialog.querySelector("[data-said]");
const extend = dialog.querySelector("[data-extend]");
const signIn = dialog.querySelector("[data-sign-in]");
let endsAt = Date.now() + Number(seconds) * 1000;

function restart() {
  endsAt = Date.now() + Number(seconds) * 1000;
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
    if (answer.status === 401 || answer.redirected) return ended();
    if (!answer.ok) throw new Error(String(answer.status));
    restart();
  } catch {
    said.textContent = labelFailed;
  }
  return undefined;
});

const timer = setInterval(tick, 1000);
