/* Says every minute that this dossier is still open, and shows which colleagues have it open too. The words come from the server. */
const line = document.querySelector("[data-presence]");
const { presence: url, csrf } = line.dataset;
const EVERY_MS = 60000;

async function tell() {
  let answer;
  try {
    answer = await fetch(url, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": csrf, Accept: "application/json" } });
  } catch {
    return; /* the line is away: the next minute tries again */
  }
  if (answer.redirected || answer.status === 401) return clearInterval(timer);
  if (!answer.ok) return;
  const { said } = await answer.json();
  line.querySelector("[data-said]").textContent = said;
  line.hidden = !said;
}

const timer = setInterval(tell, EVERY_MS);
