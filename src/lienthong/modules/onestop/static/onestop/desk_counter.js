// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Counter entry: every change asks the server for the parts that depend on it (questions, papers, fee,
// preview, promised date). What was typed meanwhile stays. Enter goes on; it never receives.

import "./desk.js";

const form = document.querySelector("[data-counter]");
const parts = () => [...document.querySelectorAll("[data-live]")];
const shape = (part) => part.innerHTML.replace(/ (value="[^"]*"|checked(="")?|selected(="")?|hidden(="")?|autofocus(="")?)/g, "");
const shapes = new Map(parts().map((part) => [part.id, shape(part)]));
let turn = 0;
let timer = 0;
let composing = false;

function controls(root) {
  return [...root.querySelectorAll("input, select, textarea")].filter((field) => field.name && !field.name.startsWith("_") && field.type !== "hidden");
}

function valueOf(field) {
  return field.type === "checkbox" || field.type === "radio" ? field.checked : field.value;
}

function setValue(field, value) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = value;
  else field.value = value;
}

const nameOf = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);
const snapshot = () => new Map(controls(form).map((field) => [nameOf(field), valueOf(field)]));

function take(part, fresh, before) {
  const now = new Map(controls(part).map((field) => [nameOf(field), valueOf(field)]));
  const looks = shape(fresh);
  const same = shapes.get(part.id) === looks;
  shapes.set(part.id, looks);
  const target = same ? part : fresh;
  if (same) {
    for (const hidden of fresh.querySelectorAll('input[type="hidden"]')) {
      const mine = part.querySelector(`input[type="hidden"][name="${hidden.name}"]`);
      if (mine) mine.value = hidden.value;
    }
    const told = new Map(controls(fresh).map((field) => [nameOf(field), valueOf(field)]));
    for (const field of controls(part)) if (told.has(nameOf(field))) setValue(field, told.get(nameOf(field)));
  } else part.replaceWith(fresh);
  for (const field of controls(target)) {
    const name = nameOf(field);
    const typed = now.has(name) && now.get(name) !== before.get(name);
    if (field.dataset.once === undefined ? typed : typed && now.get(name)) setValue(field, now.get(name));
  }
}

function goOn(id, from) {
  const wanted = id && document.getElementById(id);
  if (wanted && !wanted.closest("[hidden]")) return wanted.focus();
  const list = [...form.querySelectorAll("input, select, textarea, button")].filter((field) => field.type !== "hidden" && field.tabIndex >= 0 && field.offsetParent);
  list[list.findIndex((field) => field.id === from) + 1]?.focus();
}

// The field that took the place of a replaced one: the cursor must never fall out of the form.
function twin(field) {
  if (field.id) return document.getElementById(field.id);
  const alike = (other) => other.name === field.name && other.type === field.type;
  return [...form.elements].find((other) => alike(other) && (other.type !== "submit" || other.value === field.value));
}

async function refresh(entered) {
  clearTimeout(timer);
  const mine = ++turn;
  const before = snapshot();
  const body = new FormData(form);
  body.set("act", "refresh");
  if (entered?.choose) body.set("choose", entered.choose);
  const answer = await fetch(form.action || location.href, { method: "POST", body });
  if (answer.redirected) {
    location.assign(answer.url);
    return;
  }
  if (!answer.ok || mine !== turn || composing) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement;
  const place = { start: focused?.selectionStart, end: focused?.selectionEnd };
  for (const part of parts()) {
    const fresh = page.getElementById(part.id);
    if (fresh) take(part, document.importNode(fresh, true), before);
  }
  form.dispatchEvent(new Event("input"));
  if (entered) goOn(page.querySelector("[data-counter]").dataset.next, entered.id);
  else if (focused && document.activeElement !== focused) {
    const field = twin(focused);
    field?.focus();
    if (Number.isInteger(place.start) && field?.setSelectionRange && field.type !== "checkbox") field.setSelectionRange(place.start, place.end);
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(() => refresh(), 250);
}

form.addEventListener("compositionstart", () => { composing = true; });
form.addEventListener("compositionend", () => { composing = false; later(); });
form.addEventListener("change", later);
form.addEventListener("input", (event) => {
  if (event.isTrusted && !event.isComposing && event.target.type !== "checkbox") {
    clearTimeout(timer);
    timer = setTimeout(() => refresh(), 900);
  }
});
form.addEventListener("submit", (event) => {
  const pressed = event.submitter;
  if (pressed && pressed.value === "receive" && pressed.name === "act") {
    clearTimeout(timer);
    turn += 1;
    return;
  }
  event.preventDefault();
  const choose = pressed?.name === "choose" ? pressed.value : "";
  refresh({ id: document.activeElement?.id, choose });
});
