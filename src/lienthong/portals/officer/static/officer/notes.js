// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Choose a region of a page by dragging; it goes into the fields of the note, in parts per thousand.
// A finger scrolls the page until "choose a region" was pressed. The page may be drawn later: the
// listeners are on the document.

const DRAWN = "vung";
const WHOLE = "trang";
let leaf = null;
let start = null;

const form = () => document.querySelector("[data-note]");
const choosing = (button) => button?.getAttribute("aria-pressed") === "true";

function at(event) {
  const box = leaf.getBoundingClientRect();
  const part = (value, from, size) => Math.round(Math.min(Math.max((value - from) / size, 0), 1) * 1000);
  return [part(event.clientX, box.left, box.width), part(event.clientY, box.top, box.height)];
}

function mark(region) {
  for (const [name, value] of Object.entries({ x: region.left, y: region.top, width: region.width, height: region.height })) {
    leaf.querySelector("[data-new]").setAttribute(name, value);
  }
}

function choose(event) {
  const [x, y] = at(event);
  const region = { left: Math.min(x, start[0]), top: Math.min(y, start[1]), width: Math.abs(x - start[0]), height: Math.abs(y - start[1]) };
  const tiny = region.width < 8 || region.height < 8;
  const chosen = tiny ? { left: 0, top: 0, width: 1000, height: 1000 } : region;
  for (const [name, value] of Object.entries(chosen)) form().elements[name].value = value;
  form().elements.place.value = tiny ? WHOLE : DRAWN;
  mark(tiny ? { left: 0, top: 0, width: 0, height: 0 } : region);
}

function press(button, pressed) {
  button.setAttribute("aria-pressed", String(pressed));
  button.closest("#trang").querySelector("[data-leaf]").toggleAttribute("data-choosing", pressed);
}

document.addEventListener("pointerdown", (event) => {
  const touched = event.target.closest?.("[data-leaf]");
  if (!touched || !form()) return;
  if (event.pointerType === "touch" && !touched.hasAttribute("data-choosing")) return;
  leaf = touched;
  start = at(event);
  leaf.setPointerCapture(event.pointerId);
});
document.addEventListener("pointermove", (event) => {
  if (start) choose(event);
});
document.addEventListener("pointerup", (event) => {
  if (!start) return;
  choose(event);
  start = null;
  const button = document.querySelector("[data-choose]");
  if (choosing(button)) press(button, false);
  form().elements.text.focus();
});
document.addEventListener("pointercancel", () => {
  start = null;
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-choose]");
  if (button) press(button, !choosing(button));
});
