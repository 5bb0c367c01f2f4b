// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The case screen by keyboard and pointer. Without this file every act is still a link or a button.

import "./viewer.js";

const PINNED = "lt_due_pinned";
const asleep = (event) => event.isComposing || event.keyCode === 229;
const due = document.querySelector("[data-due]");

function pin(button, pressed) {
  button.setAttribute("aria-pressed", String(pressed));
  if (pressed) localStorage.setItem(PINNED, "1");
  else localStorage.removeItem(PINNED);
}

function closeDue() {
  due.open = false;
  due.querySelector("summary").focus();
}

if (due) {
  const button = due.querySelector("[data-pin]");
  const pinned = localStorage.getItem(PINNED) === "1";
  button.setAttribute("aria-pressed", String(pinned));
  due.open = pinned;
  button.addEventListener("click", () => pin(button, button.getAttribute("aria-pressed") !== "true"));
  due.querySelector("[data-due-close]").addEventListener("click", closeDue);
}

// On narrow screens what decides stands above the papers, and so it does for the keyboard.
const narrow = matchMedia("(max-width: 63.99rem)");
const body = document.querySelector(".case-body");
const column = body?.querySelector(".workcol");
const facts = column?.querySelector(".workcol__scroll");
const foot = column?.querySelector(".workcol__foot");

function arrange() {
  const first = [facts, foot].filter((part) => part && (part !== foot || getComputedStyle(foot).position === "static"));
  if (narrow.matches) body.prepend(...first);
  else column.append(...[facts, foot].filter(Boolean));
}

if (facts) {
  if (narrow.matches) arrange();
  narrow.addEventListener("change", arrange);
}

document.querySelector('.process [aria-current="step"]')?.scrollIntoView({ inline: "center", block: "nearest" });

document.addEventListener("keydown", (event) => {
  if (asleep(event) || event.key !== "Escape" || !due?.open || !due.contains(document.activeElement)) return;
  event.preventDefault();
  closeDue();
});

document.addEventListener("click", (event) => {
  const asked = event.target.closest("a[data-dialog]");
  if (asked && document.getElementById(asked.dataset.dialog)) {
    event.preventDefault();
    asked.closest("details")?.removeAttribute("open");
  }
  const opener = event.target.closest("[data-open]");
  const opened = opener && document.getElementById(opener.dataset.open);
  if (opened) {
    event.preventDefault();
    opened.open = true;
    opened.querySelector("summary").focus();
    opened.scrollIntoView({ block: "start" });
  }
});

function light(event, on) {
  const row = event.target.closest?.("[data-lights]");
  if (!row) return;
  const place = document.querySelector(`[data-key="${CSS.escape(row.dataset.lights)}"]`);
  place?.classList.toggle("is-lit", on);
  if (on) place?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("mouseover", (event) => light(event, true));
document.addEventListener("mouseout", (event) => light(event, false));

document.addEventListener("input", (event) => {
  const key = event.target.dataset?.line;
  const draft = key && document.querySelector(`[data-draft="${CSS.escape(key)}"]`);
  if (draft) draft.textContent = event.target.value;
});

const bar = document.querySelector("[data-sign-button] > span");

function countSignatures() {
  let count = 0;
  for (const box of document.querySelectorAll("[data-signs]:checked")) count += Number(box.dataset.signs);
  const button = bar.parentElement;
  bar.textContent = count ? button.dataset.some.replace("%", String(count)) : button.dataset.none;
  button.disabled = count === 0;
}

if (bar) {
  countSignatures();
  document.addEventListener("change", countSignatures);
  document.addEventListener("htmx:afterSettle", countSignatures);
}
