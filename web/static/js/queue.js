/* What autosave sends and has not been told is kept: in localStorage, so that it outlives the page and the session. No request is made here. */
export function readValue(form, field) {
  const group = field.name ? [...form.elements].filter((other) => other.name === field.name) : [field];
  if (field.type === "radio") return group.find((other) => other.checked)?.value ?? "";
  if (field.type === "checkbox") {
    return group.length > 1 ? group.filter((other) => other.checked).map((other) => other.value) : field.checked;
  }
  if (field.multiple && field.selectedOptions) return [...field.selectedOptions].map((option) => option.value);
  return field.value;
}

export function clockTime(iso) {
  const at = iso ? new Date(iso) : new Date();
  return at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Ho_Chi_Minh" });
}

export class Queue {
  constructor(url) {
    this.key = `autosave:${url}`;
    this.items = new Map(Object.entries(this.stored()));
  }
  stored() {
    try { return JSON.parse(localStorage.getItem(this.key)) ?? {}; } catch { return {}; }
  }
  keep() {
    try {
      if (this.items.size) localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(this.items)));
      else localStorage.removeItem(this.key);
    } catch { /* a full or forbidden store: the queue still lives in this page */ }
  }
  put(path, value) { this.items.delete(path); this.items.set(path, value); this.keep(); }
  settle(path, value) { if (this.items.get(path) === value) { this.items.delete(path); this.keep(); } }
}
