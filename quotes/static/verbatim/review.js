/* The review desk: one key for each decision, and possible links that appear without reloading.

   Everything here is an addition: each act is a form that works without it. Keys are read by their place on the
   keyboard (event.code), so that they work under an Arabic layout. They act on the pair that is outlined. */

"use strict";

(() => {
  const FAST = 1000;
  const CALM = 4000;
  const SLOW = 10000;
  const CALM_FOR = 60000;
  const KEYS_OFF = "verbatim.review.keys-off";

  const body = () => document.getElementById("review-body");
  const pairs = () => [...document.querySelectorAll("#review-body [data-review-pair]")];
  let current = null;
  let working = false;

  /* Which pair the keys act on. */

  function choose(pair, focus) {
    if (current) current.removeAttribute("aria-current");
    current = pair || null;
    if (!current) return;
    current.setAttribute("aria-current", "true");
    if (focus) {
      current.focus({ preventScroll: true });
      current.scrollIntoView({ block: "nearest" });
    }
  }

  function step(by) {
    const all = pairs();
    const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(current) + by))];
    if (next) choose(next, true);
  }

  /* What happened, for those who do not see it. */

  function say(text) {
    const place = document.getElementById("review-says");
    if (place) place.textContent = text;
  }

  function swapped(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const drawn = fresh.getElementById("review-body");
    if (!drawn || !body()) return null;
    body().replaceWith(document.adoptNode(drawn));
    const old = document.querySelector("#main .messagelist");
    const told = fresh.querySelector("#main .messagelist");
    if (old) old.remove();
    if (told) document.getElementById("content-start").prepend(document.adoptNode(told));
    return told ? told.textContent.trim().replace(/\s+/g, " ") : "";
  }

  async function act(form, button) {
    if (working) return;
    working = true;
    const all = pairs();
    const place = Math.max(0, all.indexOf(form.closest("[data-review-pair]") || current));
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
      const told = answer.ok ? swapped(await answer.text()) : null;
      if (told === null) {
        form.removeAttribute("data-review-act");
        form.requestSubmit(button);
        return;
      }
      prepare();
      const left = pairs();
      choose(left[Math.min(place, left.length - 1)], true);
      say(current ? `${told} ${current.querySelector("h3").textContent.replace(/\s+/g, " ")}` : told);
    } catch {
      form.removeAttribute("data-review-act");
      form.requestSubmit(button);
    } finally {
      working = false;
    }
  }

  function press(form, button) {
    if (form) form.requestSubmit(button || undefined);
  }

  /* Keys. */

  function keysAreOff() {
    try {
      return localStorage.getItem(KEYS_OFF) === "yes";
    } catch {
      return false;
    }
  }

  function isTyping(target) {
    return target.closest("input, textarea, [contenteditable]") !== null;
  }

  function key(event) {
    if (!body() || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const digit = /^(?:Digit|Numpad)([0-5])$/.exec(event.code);
    if (event.code === "Slash") help();
    else if (keysAreOff()) return;
    else if (digit && current) press(current.querySelector("form"), current.querySelector(`[data-key="${digit[1]}"]`));
    else if (coded(event)) return void event.preventDefault();
    else if (event.code === "KeyU") press(document.querySelector("[data-review-undo]"));
    else if (event.code === "KeyM") mute();
    else if (event.code === "KeyJ" || event.code === "KeyN") step(1);
    else if (event.code === "KeyK") step(-1);
    else if (event.code === "Space" && !event.target.closest("a, button, select, summary")) skip();
    else return;
    event.preventDefault();
  }

  /* A button or link of the outlined card that names its key: data-code="KeyA". */

  function coded(event) {
    const target = current && current.querySelector(`[data-code="${event.code}"]`);
    if (!target || event.target.closest("select")) return false;
    if (target.form) press(target.form, target);
    else target.click();
    return true;
  }

  function mute() {
    const link = current && current.querySelector("[data-mute]");
    if (link) link.click();
  }

  function skip() {
    const card = (current && current.closest("[data-review-card]")) || document.querySelector("[data-review-card]");
    press(card && card.querySelector("[data-review-skip]"));
  }

  /* The help: without a script a part that unfolds, with it a dialog that "?" opens. */

  function help() {
    const dialog = document.getElementById("review-help");
    if (dialog && !dialog.open) dialog.showModal();
  }

  function dialogOf(details) {
    const dialog = document.createElement("dialog");
    dialog.id = "review-help";
    dialog.className = "review-help-dialog review";
    dialog.append(details.querySelector(".review-help__body"));
    dialog.setAttribute("aria-label", details.querySelector("summary").textContent.trim());
    dialog.append(toggle(details.dataset), closer(dialog, details.dataset.close));
    return dialog;
  }

  function closer(dialog, name) {
    const button = plainButton(name);
    button.addEventListener("click", () => dialog.close());
    return button;
  }

  function toggle(names) {
    const button = plainButton("");
    const draw = () => (button.textContent = keysAreOff() ? names.turnOn : names.turnOff);
    button.addEventListener("click", () => {
      localStorage.setItem(KEYS_OFF, keysAreOff() ? "no" : "yes");
      draw();
    });
    draw();
    return button;
  }

  function plainButton(name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "review-button review-button--plain";
    button.textContent = name;
    return button;
  }

  function prepare() {
    const details = document.querySelector("[data-review-help]");
    if (!details) return;
    const opener = plainButton("");
    opener.innerHTML = details.querySelector("summary").innerHTML;
    opener.addEventListener("click", help);
    const dialog = dialogOf(details);
    const stale = document.getElementById("review-help");
    if (stale) stale.remove();
    document.getElementById("review").append(dialog);
    details.replaceWith(opener);
  }

  /* Live: ask every second while the search runs, then less often; never while nobody looks. */

  const began = Date.now();
  let timer = 0;

  function live() {
    return document.querySelector("[data-live]");
  }

  function wait() {
    const place = live();
    clearTimeout(timer);
    if (!place || document.hidden) return;
    const calm = Date.now() - began < CALM_FOR ? CALM : SLOW;
    timer = setTimeout(look, place.dataset.busy === "yes" ? FAST : calm);
  }

  async function look() {
    const place = live();
    if (!place) return;
    try {
      const answer = await fetch(place.dataset.live, { headers: { Accept: "text/html" } });
      // Logged out: the answer is the log-in page. Stop asking; the next act asks for the password.
      if (answer.redirected || answer.status === 403 || answer.status === 404) return;
      if (answer.ok && place.isConnected && !working) await draw(place, await answer.text());
    } catch {
      /* The network is away for a moment: ask again. */
    }
    wait();
  }

  async function draw(place, text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-version]");
    if (!fresh) return;
    const before = place.dataset.version;
    place.dataset.busy = fresh.dataset.busy;
    if (before === fresh.dataset.version) return;
    if (place.dataset.liveMode === "swap") {
      place.dataset.version = fresh.dataset.version;
      place.replaceChildren(document.adoptNode(fresh));
    } else if (place.dataset.liveMode === "page") {
      await redraw();
    } else if (before === undefined) {
      place.dataset.version = fresh.dataset.version;
    } else if (pairs().length === 0) {
      await redraw();
    } else {
      document.getElementById("review-new").hidden = false;
    }
  }

  async function redraw() {
    // Not under the hands of somebody who chooses a wording: the next look comes soon.
    if (document.activeElement && document.activeElement.closest("select")) return;
    const kept = current && current.id;
    const had = document.activeElement === current;
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected || working) return;
    swapped(await answer.text());
    prepare();
    choose(document.getElementById(kept) || pairs()[0], had);
    const progress = document.querySelector(".review-progress");
    if (progress) say(progress.textContent);
  }

  document.addEventListener("keydown", key);
  document.addEventListener("focusin", (event) => {
    const pair = event.target.closest("[data-review-pair]");
    if (pair && pair !== current) choose(pair, false);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-review-act]")) return;
    event.preventDefault();
    act(event.target, event.submitter);
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : look()));

  prepare();
  const asked = location.hash.startsWith("#pair-") && document.getElementById(location.hash.slice(1));
  choose(asked || pairs()[0], Boolean(asked));
  if (live()) look();
})();
