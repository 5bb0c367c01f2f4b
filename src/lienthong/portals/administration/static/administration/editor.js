// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The form editor without reloading: posts go on in the background, questions move by drag and by
// Alt+arrow. Every act is a form post that works without this file.
import { letGo, listen } from "./drag.js";

const editor = () => document.querySelector("[data-editor]");

function replaceWith(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector("[data-editor]");
  if (!fresh) return false;
  const places = scrolls();
  const { id, ariaLabel } = editor().contains(document.activeElement) ? document.activeElement : {};
  const part = partOf(document.activeElement);
  editor().replaceWith(fresh);
  for (const [place, top] of places) document.querySelector(place)?.scrollTo({ top });
  tell(page);
  history.replaceState(null, "", address);
  const tools = [...document.querySelectorAll(".settings__acts button")];
  if (id !== undefined) giveFocus(document.getElementById(id) ?? part?.() ?? tools.find((tool) => ariaLabel && tool.ariaLabel === ariaLabel) ?? chosen());
  return true;
}

const chosen = () => document.querySelector("[data-editor] nav a[aria-current]");

// The same input of the builder after it was drawn again; what was taken out leaves one at adding.
function partOf(item) {
  if (!item?.closest("[data-rule]")) return null;
  const { name, type, value } = item;
  const same = (one) => one.name === name && (type !== "submit" || one.value === value);
  return () => [...document.querySelectorAll("[data-rule] [name]")].find(same) ?? document.querySelector("[data-rule] [name=_add]");
}

// Who goes by keyboard goes on where they were; what is gone leaves them at the chosen part.
function giveFocus(item) {
  item?.focus({ preventScroll: true });
  if (item?.matches(":focus-visible")) item.scrollIntoView({ block: "nearest" });
}

// What was done and what was refused is said as on a page that is loaded.
function tell(page) {
  document.querySelector(".failed-messages")?.remove();
  const failed = page.querySelector(".failed-messages");
  if (failed) document.querySelector("main").prepend(failed);
  document.querySelector("[data-toasts]").replaceChildren(...page.querySelectorAll("[data-toast]"));
}

function scrolls() {
  const places = [".editor__outline", ".editor__settings"];
  return places.map((place) => [place, document.querySelector(place)?.scrollTop ?? 0]);
}

// One after the other: an answer that comes late never stands over a newer one, and one that others
// follow already is not drawn, unless it refuses. Answers whether it was drawn.
let last = Promise.resolve();
let asked = 0;
let underWay = 0;

function load(address, options = {}) {
  const turn = ++asked;
  underWay += 1;
  last = last.catch(() => {}).then(() => show(address, { ...options, turn })).finally(() => (underWay -= 1));
  return last;
}

async function show(address, { turn, ...options }) {
  editor().setAttribute("aria-busy", "true");
  const renamed = options.isSaving ? {} : await saveTyped();
  if (!renamed) return false;
  const body = options.body && new URLSearchParams([...options.body].map(([name, value]) => [name, renamed[value] ?? value]));
  return draw(await ask(address, { ...options, body }), options.isSaving ? 0 : turn);
}

function ask(address, options) {
  return fetch(address, { headers: { "X-Requested-With": "editor" }, ...options });
}

async function draw(answer, turn = 0) {
  const html = await answer.text();
  await letGo();
  if (turn && turn !== asked && answer.ok && !html.includes("failed-messages")) return false;
  if (!replaceWith(html, answer.url)) return location.assign(answer.url);
  kept = answer.ok ? typed() : "";
  return true;
}

// What was typed into the settings is saved before anything else is done; a new name may give the
// question another key. Answers which key became which, or nothing when it cannot be saved.
let kept = typed();

function typed() {
  const form = document.querySelector("[data-settings]");
  return form ? new URLSearchParams(new FormData(form)).toString() : "";
}

async function saveTyped() {
  const values = typed();
  if (values === kept) return {};
  const form = document.querySelector("[data-settings]");
  const answer = await ask(form.action, { method: "POST", body: new URLSearchParams(values) });
  if (!answer.ok) {
    await draw(answer);
    return null;
  }
  kept = values;
  const was = form.elements.element.value;
  return { [was]: new URL(answer.url).searchParams.get("chon") };
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-editor] form");
  if (!form || form.method !== "post" || form.dataset.plain) return;
  event.preventDefault();
  if (event.submitter?.matches("[data-undo-edit]") && underWay) return takeBackLater();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const chosen = form.querySelector("[name=key]")?.value;
  const isSaving = form.matches("[data-settings]") || Boolean(form.elements.revision);
  load(form.action, { method: "POST", body, isSaving }).then(
    (isDrawn) => {
      if (!isDrawn) return;
      if (event.submitter?.classList.contains("kind")) selectLabel();
      else if (chosen && form.matches("[data-move]")) document.getElementById(`muc-${chosen}`)?.focus();
    },
    () => {
      form.dataset.plain = "1"; // nobody answered: the browser tries, and says so
      form.requestSubmit(event.submitter);
    },
  );
});

// What is taken back is what was done last, also while its answer is on its way.
function takeBackLater() {
  last.catch(() => {}).then(() => document.querySelector("[data-undo-edit]")?.click());
}

// In the builder another operator or question needs other inputs: they are drawn at once.
document.addEventListener("redraw", (event) => event.target.form.requestSubmit());

// A new question is named at once: its label is selected to be typed over.
function selectLabel() {
  const label = document.getElementById("id_label");
  label?.focus();
  label?.select();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-editor] .outline a, [data-editor] .outline__form, [data-editor] .preview__widths a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const opens = !event.detail && link.closest(".outline, .outline__form"); // by the Enter key
  load(link.href).then(
    (isDrawn) => isDrawn && opens && giveFocus(document.querySelector("[data-settings] :is(input, select, textarea):not([type=hidden])")),
    () => location.assign(link.href),
  );
});

// By keyboard: up and down from part to part, Enter into its settings, Escape back; Enter on a ticked
// box goes on to what is done with those that are ticked.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const item = event.target;
  if (item.closest?.("[data-settings], .settings__acts") && event.key === "Escape") return giveFocus(chosen());
  if (!item.closest?.(".outline")) return;
  if (item.matches(".check:checked") && event.key === "Enter") {
    event.preventDefault();
    return giveFocus(document.getElementById("ten-nhom"));
  }
  const rows = [...document.querySelectorAll(item.matches(".check") ? ".outline .check" : ".outline a")];
  const at = rows.indexOf(item);
  const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
  if (at < 0 || !rows[next]) return;
  event.preventDefault();
  giveFocus(rows[next]);
});

function move(values) {
  const form = document.querySelector("[data-move]");
  for (const name of ["key", "into", "after", "to"]) form.elements[name].value = values[name] ?? "";
  form.requestSubmit();
}

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-key]");
  if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  move({ key: row.dataset.key, to: event.key === "ArrowUp" ? "up" : "down" });
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.isComposing || event.keyCode === 229) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const undo = document.querySelector("[data-undo-edit]");
  if (undo) {
    event.preventDefault();
    undo.click();
  }
});

listen(move);
