/* What was chosen or typed in the inbox and not sent yet outlives a reload. Without this script the forms work alike. */

"use strict";

(() => {
  const PREFIX = "verbatim.inbox.";
  const storage = () => {
    try {
      return window.sessionStorage;
    } catch {
      return null;
    }
  };

  const fields = (form) => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");

  function keep(form) {
    const kept = fields(form).map((field) => [field.name, field.value, field.type === "checkbox" ? field.checked : null]);
    storage()?.setItem(PREFIX + form.dataset.keep, JSON.stringify(kept));
  }

  function restore(form) {
    const text = storage()?.getItem(PREFIX + form.dataset.keep);
    if (!text) return;
    for (const [name, value, checked] of JSON.parse(text)) {
      const found = fields(form).filter((field) => field.name === name);
      const field = checked === null ? found[0] : found.find((one) => one.value === value);
      if (!field) continue;
      if (checked !== null) field.checked = checked;
      else if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === value)) field.value = value;
    }
  }

  function restoreAll(root) {
    for (const form of root.querySelectorAll("form[data-keep]")) restore(form);
  }

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.closest("form[data-keep]");
      if (form) keep(form);
    });
  }

  // On the edit page the answer may be a refusal, which shows what was typed itself; a card that was decided is gone.
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-keep]")) storage()?.removeItem(PREFIX + event.target.dataset.keep);
  });

  // Django's search fields are named by what is chosen in them, which is nothing at first: name them by their label too.
  window.addEventListener("load", () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const label = document.querySelector(`label[for="${select.id}"]`);
      const box = select.nextElementSibling?.querySelector("[role=combobox]");
      if (!label || !box) continue;
      label.id ||= `${select.id}-label`;
      box.setAttribute("aria-labelledby", `${label.id} ${box.getAttribute("aria-labelledby")}`);
    }
  });

  restoreAll(document);
  const review = document.getElementById("review");
  if (review) new MutationObserver(() => restoreAll(review)).observe(review, { childList: true });
})();
