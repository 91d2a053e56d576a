// The quotation's form: adding rows, and marking words in the text of a saved copy.
// Everything here is a convenience: without it words are typed or pasted, and the server finds their place.
"use strict";

(() => {
  const $ = window.django.jQuery;

  // The server counts code points; a textarea counts UTF-16 units.
  const codePoints = (text) => Array.from(text).length;

  function addRow(rows) {
    const total = rows.querySelector("input[name$='-TOTAL_FORMS']");
    const number = total.value;
    const html = rows.querySelector("template[data-empty]").innerHTML.replaceAll("__prefix__", number);
    const holder = document.createElement("div");
    holder.innerHTML = html;
    const row = holder.firstElementChild;
    rows.querySelector("template[data-empty]").before(row);
    total.value = Number(number) + 1;
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: rows.dataset.formset } }));
    if (row.matches("[data-appearance]")) watchAppearance(row);
    row.querySelector("input:not([type=hidden]), select, textarea").focus();
  }

  class Appearance {
    constructor(row) {
      this.row = row;
      this.panel = row.querySelector("[data-panel]");
      this.text = this.panel.querySelector("textarea");
      this.says = this.panel.querySelector("[data-says]");
      this.source = this.text;
    }

    field(name) {
      return this.row.querySelector(`[name$="-${name}"]:not([name^="initial-"])`);
    }

    hint(name) {
      return this.row.querySelector(`input[type=hidden][name$="-${name}"]:not([name^="initial-"])`);
    }

    say(what) {
      this.says.textContent = this.says.dataset[what] || "";
    }

    async fetched(address, id) {
      const response = await fetch(address.replace("/0/", `/${id}/`), { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    }

    // The newest copy comes first and is taken unless the editor chooses another one.
    async articleChosen() {
      const copies = this.field("capture");
      while (copies.options.length > 1) copies.remove(1);
      copies.value = "";
      const article = this.field("article").value;
      if (!article) return this.show(null);
      try {
        const answer = await this.fetched(this.row.dataset.copiesAddress, article);
        for (const copy of answer.copies) copies.add(new Option(copy.label, copy.id));
        if (answer.copies.length) copies.value = answer.copies[0].id;
        await this.copyChosen();
      } catch {
        this.failed();
      }
    }

    async copyChosen() {
      const copies = this.field("capture");
      const id = copies.value || (copies.options[1] || {}).value;
      if (!id) return this.show(null);
      try {
        this.show(await this.fetched(this.row.dataset.textAddress, id));
      } catch {
        this.failed();
      }
    }

    show(copy) {
      this.panel.hidden = copy === null && !this.field("passage").value;
      this.text.hidden = copy === null;
      this.say("");
      if (copy === null) return;
      this.source = this.text;
      this.text.value = copy.text;
      this.text.lang = copy.language;
      this.text.dir = copy.direction;
      for (const name of ["clause", "quoted"]) this.field(name).lang = copy.language;
      const start = copy.text.indexOf(this.field("clause").value);
      if (this.field("clause").value && start >= 0) this.scrollTo(start);
    }

    scrollTo(start) {
      const share = start / Math.max(1, this.text.value.length);
      this.text.scrollTop = Math.max(0, share * this.text.scrollHeight - this.text.clientHeight / 2);
    }

    failed() {
      this.panel.hidden = false;
      this.text.hidden = true;
      this.say("failed");
    }

    use(target) {
      const { selectionStart: start, selectionEnd: end, value } = this.source;
      if (start === end) return this.say("nothing");
      const words = value.slice(start, end);
      const near = codePoints(value.slice(0, start));
      if (target === "clause") this.take("clause", words, String(near));
      else this.addQuoted(words, near);
      this.say("taken");
    }

    take(name, words, near) {
      this.field(name).value = words;
      const hint = this.hint(`${name}_near`);
      if (hint) hint.value = near;
    }

    addQuoted(words, near) {
      const line = words.replaceAll("\n", "⏎");
      const box = this.field("quoted");
      const hint = this.hint("quoted_near");
      const hints = box.value ? (hint && hint.value ? hint.value.split(",") : box.value.split("\n").map(() => "")) : [];
      if (!this.field("clause").value) this.take("clause", words, String(near));
      this.take("quoted", box.value ? `${box.value}\n${line}` : line, [...hints, near].join(","));
    }
  }

  function watchAppearance(row) {
    const appearance = new Appearance(row);
    const on = (name, event, act) => $(appearance.field(name)).on(event, act);
    // Select2 speaks through jQuery only.
    on("article", "change", () => appearance.articleChosen());
    on("capture", "change", () => appearance.copyChosen());
    on("passage", "input", () => appearance.show(null));
    on("passage", "focus", () => { appearance.source = appearance.field("passage"); });
    appearance.text.addEventListener("focus", () => { appearance.source = appearance.text; });
    // The text is evidence: it can be marked and walked through, not changed.
    appearance.text.addEventListener("beforeinput", (event) => event.preventDefault());
    for (const name of ["clause", "quoted"]) {
      on(name, "input", () => {
        const hint = appearance.hint(`${name}_near`);
        if (hint) hint.value = "";
      });
    }
    for (const button of row.querySelectorAll("[data-use]")) {
      button.addEventListener("click", () => appearance.use(button.dataset.use));
    }
    if (appearance.field("capture").value || appearance.field("article").value) appearance.copyChosen();
    else if (appearance.field("passage").value) appearance.show(null);
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const rows of document.querySelectorAll("[data-formset]")) {
      const button = rows.querySelector("[data-add]");
      if (!button) continue;
      button.hidden = false;
      button.addEventListener("click", () => addRow(rows));
    }
    for (const row of document.querySelectorAll("[data-appearance]")) watchAppearance(row);
    const wrong = document.querySelector(".desk-field--wrong :is(input, select, textarea):not([type=hidden])");
    if (wrong) wrong.focus();
  });
})();
