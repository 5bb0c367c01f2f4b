// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Counter entry: answers go to the server for the parts that depend on them (questions, papers, fee,
// preview, promised date). What was typed meanwhile stays. Enter goes to the next thing that is needed and asks
// the server only when nothing needed is left on the page; it never receives.

import "./desk.js";
import "./desk_clock.js";
import { complete, offerLists } from "./desk_words.js";

const form = document.querySelector("[data-counter]");
const IDLE = 900; // milliseconds without a key before the preview follows
const PART = "[data-live][id]"; // the page itself is live too, in another sense
const parts = () => [...document.querySelectorAll(PART)];
const shape = (part) => part.innerHTML.replace(/ (value="[^"]*"|checked(="")?|selected(="")?|hidden(="")?|open(="")?|autofocus(="")?)/g, "");
const shapes = new Map(parts().map((part) => [part.id, shape(part)]));
let turn = 0;
let timer = 0;
let firm = false;
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
  } else {
    for (const opened of part.querySelectorAll("details[id][open]")) fresh.querySelector(`#${CSS.escape(opened.id)}`)?.setAttribute("open", "");
    part.replaceWith(fresh);
  }
  for (const field of controls(target)) {
    const name = nameOf(field);
    const typed = now.has(name) && now.get(name) !== before.get(name);
    if (field.dataset.once === undefined ? typed : typed && now.get(name)) setValue(field, now.get(name));
  }
}

const reachable = (field) => field.offsetParent && field.tabIndex >= 0 && !field.disabled && !field.closest("details:not([open])");

function isNeeded(field) {
  if (field.type === "checkbox" || field.value.trim() || !reachable(field)) return false;
  if (field.dataset.needed !== undefined) return true;
  const box = field.closest(".desk-question .field");
  return Boolean(box) && !box.querySelector(".field__optional");
}

function focusOn(field) {
  field.focus();
  if (field.matches("input")) field.select();
}

function goOn(id, from) {
  const wanted = id && document.getElementById(id);
  if (wanted && reachable(wanted)) return focusOn(wanted);
  const list = [...form.querySelectorAll("input, select, textarea, button")].filter((field) => field.type !== "hidden" && reachable(field));
  list[list.findIndex((field) => field.id === from) + 1]?.focus();
}

const STOPS = "a[href], button, input, select, textarea, summary, [tabindex]";
const stops = (part) => [...(part?.querySelectorAll(STOPS) ?? [])].filter((one) => one.tabIndex >= 0 && one.checkVisibility());

// Where the cursor is: the part that may be replaced, and which stop of it.
function placeOf(field) {
  const part = field?.closest(PART);
  return { start: field?.selectionStart, end: field?.selectionEnd, part: part?.id, turn: stops(part).indexOf(field) };
}

// What took the place of a replaced field, link or heading, else what stands there now: the cursor never falls out.
function twin(field, place) {
  if (field.id) return document.getElementById(field.id) ?? near(field, place);
  const alike = (other) => other.name === field.name && other.type === field.type;
  const found = field.name && [...form.elements].find((other) => alike(other) && (other.type !== "submit" || other.value === field.value));
  return found || near(field, place);
}

function near(field, place) {
  const there = place.part ? stops(document.getElementById(place.part)) : [];
  const same = there.find((other) => other.tagName === field.tagName && other.textContent === field.textContent && !other.name);
  return (!field.name && same) || there[Math.min(place.turn, there.length - 1)];
}

function keepCursor(focused, place) {
  if (!focused || document.activeElement === focused) return;
  const field = twin(focused, place);
  field?.focus();
  if (Number.isInteger(place.start) && field?.setSelectionRange && field.type !== "checkbox") field.setSelectionRange(place.start, place.end);
}

async function refresh(entered) {
  clearTimeout(timer);
  firm = false;
  const mine = ++turn;
  const before = snapshot();
  const body = new FormData(form, entered?.pressed);
  body.set("act", "refresh");
  const answer = await fetch(form.action || location.href, { method: "POST", body });
  if (answer.redirected) {
    location.assign(answer.url);
    return;
  }
  if (!answer.ok || mine !== turn || composing) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement;
  const place = placeOf(focused);
  const stayed = entered && (focused === document.body || focused === entered.field || focused?.id === entered.field?.id);
  const waits = stayed && !(entered.moved && focused.value);
  for (const part of parts()) {
    const fresh = page.getElementById(part.id);
    if (fresh) take(part, document.importNode(fresh, true), before);
  }
  offerLists(form);
  form.dispatchEvent(new Event("input"));
  if (waits) goOn(page.querySelector("[data-counter]").dataset.next, entered.field?.id);
  else keepCursor(focused, place);
}

// A choice may bring other questions: typing on does not put the question to the server off.
function later(wait, isFirm = false) {
  if (firm && !isFirm) return;
  firm = isFirm;
  clearTimeout(timer);
  timer = setTimeout(() => refresh(), wait);
}

// After a choice the cursor moves at once, and again when the answer brings a question before that one.
function enter(field) {
  complete(field);
  const asks = field.dataset.asks !== undefined || field.value.includes("|");
  const list = controls(form);
  const next = asks ? null : list.slice(list.indexOf(field) + 1).find(isNeeded);
  if (next) focusOn(next);
  if (next && !field.matches("select")) later(IDLE);
  else refresh({ field: next ?? field, moved: Boolean(next) });
}

form.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!field.matches("input, select, textarea")) return;
  event.preventDefault();
  enter(field);
});
form.addEventListener("compositionstart", () => { composing = true; });
form.addEventListener("compositionend", () => { composing = false; later(IDLE); });
form.addEventListener("change", (event) => {
  const isChoice = event.target.matches("select, [type=checkbox]");
  later(isChoice ? 400 : IDLE, isChoice);
});
form.addEventListener("input", (event) => {
  if (event.isTrusted && !event.isComposing && event.target.type !== "checkbox") later(IDLE);
});
// What the key means is seen at once; who goes on to receive in the same breath loses nothing.
function press(button) {
  if (button?.dataset.seen !== undefined) {
    for (const box of form.querySelectorAll('[name^="c_"][type="checkbox"]:not([data-replaced])')) box.checked = true;
  }
  if (button?.dataset.exact) form.elements.cash.value = button.dataset.exact;
}

form.addEventListener("submit", (event) => {
  const pressed = event.submitter;
  if (pressed && pressed.value === "receive" && pressed.name === "act") {
    clearTimeout(timer);
    turn += 1;
    return;
  }
  event.preventDefault();
  press(pressed);
  refresh({ field: document.activeElement, pressed });
});
offerLists(form);
