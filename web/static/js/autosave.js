/* Saves each changed field by itself and says so. What could not be sent waits in localStorage, is tried again, and is
   sent after a new sign-in. All words come from the form's data-label-* attributes. */
import { Queue, clockTime, readValue } from "./queue.js";

const WAIT_MS = 800;
const RETRY_MS = 15000;
/* The longest a form waits for its own savings before it is sent; a slow line must not look like a dead button. */
const HOLD_MS = 3000;
const uses = new BroadcastChannel("session");

class Autosave {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.queue = new Queue(form.dataset.url);
    this.line = document.querySelector("[data-save-state]");
    this.timers = new Map();
    this.saved = new Map();
    this.flushing = null;
    form.addEventListener("input", (event) => this.changed(event.target, WAIT_MS));
    form.addEventListener("change", (event) => this.changed(event.target, 0));
    form.addEventListener("submit", (event) => this.hold(event), { capture: true });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.beforeLeaving(); });
    window.addEventListener("online", () => this.flush());
    this.replaying = this.queue.items.size > 0;
    if (this.replaying) this.restore();
  }

  /* Puts what the person typed before the session ended back into the page, then sends it. */
  restore() {
    for (const [path, value] of this.queue.items) {
      for (const field of this.form.querySelectorAll(`[data-path="${CSS.escape(path)}"]`)) {
        if (field.type === "radio") field.checked = field.value === value;
        else if (field.type === "checkbox") field.checked = Array.isArray(value) ? value.includes(field.value) : Boolean(value);
        else if (field.multiple && field.options) for (const option of field.options) option.selected = value.includes(option.value);
        else field.value = value;
      }
    }
    this.flush();
  }

  changed(field, wait) {
    const path = field.dataset?.path;
    if (!path) return;
    const value = readValue(this.form, field);
    /* Leaving a field tells of its change again, also when the warning of the session's end takes the focus: that is no use of it. */
    if (!this.queue.items.has(path) && this.saved.get(path) === JSON.stringify(value)) return;
    clearTimeout(this.timers.get(path));
    this.queue.put(path, value);
    this.timers.set(path, setTimeout(() => this.flush(), wait));
  }

  /* Submit and closing come before blur: the field in hand must not be lost. */
  takeInHand() {
    const field = document.activeElement;
    const path = this.form.contains(field) && field.dataset?.path;
    if (path && this.timers.has(path)) this.queue.put(path, readValue(this.form, field));
  }

  beforeLeaving() {
    this.takeInHand();
    this.flush({ keepalive: true });
  }

  /* The form goes after its own savings, never beside them: what they wrote would look like another window's. */
  async hold(event) {
    this.takeInHand();
    if (this.held || (!this.flushing && !this.queue.items.size)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.held = true;
    await Promise.race([this.flush(), new Promise((done) => setTimeout(done, HOLD_MS))]);
    this.form.requestSubmit(event.submitter);
    this.held = false;
  }

  flush(options = {}) {
    if (this.flushing && !options.keepalive) return this.flushing;
    const flushing = this.sendAll(options).finally(() => { if (this.flushing === flushing) this.flushing = null; });
    this.flushing = flushing;
    return flushing;
  }

  async sendAll(options) {
    while (this.queue.items.size) {
      const [path, value] = this.queue.items.entries().next().value;
      if (!(await this.send(path, value, options))) return;
    }
  }

  async send(path, value, options) {
    this.say("saving", this.words.labelSaving);
    let answer;
    try {
      answer = await fetch(this.words.url, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.words.csrf, Accept: "application/json" },
        body: JSON.stringify({ path, value, token: this.words.token ?? null }),
        ...options,
      });
    } catch {
      return this.retry();
    }
    if (answer.status === 401) { this.say("expired", this.words.labelExpired); return false; }
    if (answer.status === 422) {
      this.queue.settle(path, value);
      this.say("retry", (await answer.json()).error);
      return true;
    }
    if (!answer.ok || answer.redirected) return this.retry();
    const saved = await answer.json();
    uses.postMessage("used");
    this.saved.set(path, JSON.stringify(value));
    this.queue.settle(path, value);
    this.remember(saved.version);
    const words = this.replaying ? this.words.labelReplayed : this.words.labelSaved;
    this.say("saved", words.replace("{time}", clockTime(saved.saved_at)));
    if (this.queue.items.size === 0) this.replaying = false;
    return true;
  }

  /* As long as nobody else saved in between, what the draft holds is what this window knows. */
  remember(version) {
    const seen = this.form.elements.namedItem("seen");
    const [known, ...marks] = seen?.value.split(" ") ?? [];
    if (seen && version === Number(known) + 1) seen.value = [version, ...marks].join(" ");
  }

  retry() {
    this.say("retry", this.words.labelRetry);
    clearTimeout(this.later);
    this.later = setTimeout(() => this.flush(), RETRY_MS);
    return false;
  }

  say(state, text) {
    if (!this.line) return;
    this.line.dataset.state = state;
    this.line.querySelector("[data-save-text]").textContent = text;
    const signIn = this.line.querySelector("[data-save-sign-in]");
    if (signIn) signIn.hidden = state !== "expired";
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
