/* Shows a question only when its condition holds. A hidden question is disabled, so its value is not sent.
   Condition (data-show-when, JSON): {"field": name, "in": [values]} | {"all": [..]} | {"any": [..]} | {"not": ..}. */
function valuesOf(form, name) {
  return [...form.elements]
    .filter((field) => field.name === name && !(["radio", "checkbox"].includes(field.type) && !field.checked))
    .flatMap((field) => (field.selectedOptions ? [...field.selectedOptions].map((option) => option.value) : [field.value]));
}

function holds(form, condition) {
  if (condition.all) return condition.all.every((part) => holds(form, part));
  if (condition.any) return condition.any.some((part) => holds(form, part));
  if (condition.not) return !holds(form, condition.not);
  const values = valuesOf(form, condition.field);
  return condition.in ? values.some((value) => condition.in.map(String).includes(value)) : values.some(Boolean);
}

function update(form) {
  for (const block of form.querySelectorAll("[data-show-when]")) {
    const shown = holds(form, JSON.parse(block.dataset.showWhen));
    block.hidden = !shown;
    for (const field of block.querySelectorAll("input, select, textarea")) field.disabled = !shown;
  }
}

for (const form of new Set([...document.querySelectorAll("[data-show-when]")].map((block) => block.closest("form")))) {
  if (!form) continue;
  form.addEventListener("change", () => update(form));
  form.addEventListener("input", () => update(form));
  update(form);
}
