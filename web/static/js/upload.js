/* Sends files one after another with visible progress. Without an action, or without this script, files go with the form. */
function tell(zone, label, values) {
  const text = Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), zone.dataset[label] ?? "");
  say(zone, text, label !== "labelSending" && label !== "labelDone");
}

function say(zone, text, isWrong = false) {
  const said = zone.querySelector("[data-said]");
  said.textContent = isWrong ? `${zone.dataset.labelWrong} ${text}` : text;
  said.classList.toggle("upload__said--wrong", isWrong);
}

function sendFile(zone, file, others = []) {
  const bar = zone.querySelector("[data-progress]");
  const form = new FormData();
  for (const one of [file, ...others]) form.append("file", one, one.name);
  if (zone.dataset.component) form.append("component", zone.dataset.component);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", zone.dataset.action);
    request.responseType = "json";
    request.setRequestHeader("X-CSRFToken", zone.dataset.csrf);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.round((100 * event.loaded) / event.total);
      bar.value = percent;
      if (percent % 25 === 0) tell(zone, "labelSending", { name: file.name, percent });
    });
    request.addEventListener("load", () => resolve({ ok: request.status < 300, lost: [400, 401].includes(request.status), error: request.response?.error }));
    request.addEventListener("error", () => resolve({ ok: false }));
    bar.hidden = false;
    bar.value = 0;
    tell(zone, "labelSending", { name: file.name, percent: 0 });
    request.send(form);
  });
}

/* Photos chosen together are the pages of one paper: they go together and the server makes one PDF of them. */
function parcels(files) {
  const all = [...files];
  const photos = all.length > 1 && all.every((file) => file.type.startsWith("image/"));
  return photos ? [all] : all.map((file) => [file]);
}

async function takeFiles(zone, files) {
  const limit = Number(zone.dataset.maxBytes), together = Number(zone.dataset.maxTogether);
  let received = 0;
  for (const [file, ...others] of parcels(files)) {
    const large = [file, ...others].find((one) => limit && one.size > limit);
    if (large) { tell(zone, "labelTooBig", { name: large.name }); break; }
    const bytes = [file, ...others].reduce((sum, one) => sum + one.size, 0);
    if (together && bytes > together) { tell(zone, "labelTooMuch", {}); break; }
    const answer = await sendFile(zone, file, others);
    zone.querySelector("[data-progress]").hidden = true;
    if (!answer.ok) {
      if (typeof answer.error === "string") say(zone, answer.error, true);
      else tell(zone, answer.lost ? "labelLost" : "labelFailed", { name: file.name });
      break;
    }
    received += 1;
    tell(zone, "labelDone", { name: file.name });
  }
  if (received) await redraw(zone);
}

/* The server alone draws the list of files: fetch the page again and take this component from it. */
async function redraw(zone) {
  const answer = await fetch(window.location.href, { credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(zone.id);
  if (!fresh) return;
  const said = zone.querySelector("[data-said]");
  zone.replaceWith(fresh);
  start(fresh);
  fresh.querySelector("[data-said]").replaceWith(said);
  fresh.querySelector("input[type=file]")?.focus();
}

/* The browser's own chooser speaks the browser's language; ours speaks the page's and names what was chosen. */
function ready(zone, drop, input) {
  const button = drop.querySelector("[data-choose]");
  button.hidden = false;
  button.addEventListener("click", () => input.click());
  zone.classList.add("upload--ready");
  if (zone.dataset.action) return;
  for (const chooser of zone.querySelectorAll("input[type=file]")) {
    chooser.addEventListener("change", () => {
      zone.querySelector("[data-said]").textContent = [...chooser.files].map((file) => file.name).join(", ");
    });
  }
}

function start(zone) {
  const drop = zone.querySelector("[data-zone]");
  const input = zone.querySelector("input[type=file]");
  if (!drop || !input) return;
  ready(zone, drop, input);
  const over = (is) => (event) => { event.preventDefault(); drop.classList.toggle("upload__zone--over", is); };
  drop.addEventListener("dragover", over(true));
  drop.addEventListener("dragleave", over(false));
  drop.addEventListener("drop", (event) => {
    over(false)(event);
    if (zone.dataset.action) takeFiles(zone, event.dataTransfer.files);
    else { input.files = event.dataTransfer.files; input.dispatchEvent(new Event("change")); }
  });
  if (!zone.dataset.action) return;
  for (const chooser of zone.querySelectorAll("input[type=file]")) {
    chooser.addEventListener("change", async () => {
      const files = [...chooser.files];
      chooser.value = "";
      await takeFiles(zone, files);
    });
  }
}

for (const zone of document.querySelectorAll("[data-upload]")) start(zone);
