// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Dragging questions in the outline with mouse, pen or finger. A mouse takes a row anywhere; a
// finger takes it by its grip, so that everywhere else it scrolls the page.

const STARTS_AT = 5; // pixels: less is a click
const EDGE = 48; // pixels from the edge of what scrolls, where it begins to scroll
const FASTEST = 14; // pixels a frame

// What is pressed. As long as it is held nothing is drawn anew: another row would take its place.
let held = null;
let isDragging = false;
const waiting = [];

export function letGo() {
  return held ? new Promise((done) => waiting.push(done)) : Promise.resolve();
}

export function listen(drop) {
  document.addEventListener("touchstart", take, { passive: false });
  document.addEventListener("pointerdown", press);
  document.addEventListener("pointermove", pull);
  document.addEventListener("pointerup", (event) => held?.id === event.pointerId && finish(drop));
  document.addEventListener("pointercancel", release);
  document.addEventListener("keydown", (event) => event.key === "Escape" && isDragging && release());
  document.addEventListener("dragstart", (event) => held && event.preventDefault());
  document.addEventListener("click", afterDragging, true);
}

// A finger on a grip drags and never scrolls: the browser is told at once, so that it does not take the
// press away (pointercancel) to scroll.
function take(event) {
  if (event.cancelable && event.target.closest("[data-editor] [data-grip]")) event.preventDefault();
}

function press(event) {
  release();
  const row = event.target.closest("[data-editor] [data-key]");
  const grip = event.target.closest("[data-grip]");
  if (!row || event.button || event.target.closest("input") || !(grip || event.pointerType === "mouse")) return;
  held = { row, id: event.pointerId, x: event.clientX, y: event.clientY, place: null };
}

function pull(event) {
  if (held?.id !== event.pointerId) return;
  if (!isDragging && Math.hypot(event.clientX - held.x, event.clientY - held.y) < STARTS_AT) return;
  if (!isDragging) begin();
  Object.assign(held, { x: event.clientX, y: event.clientY });
  mark();
}

function begin() {
  isDragging = true;
  held.row.classList.add("is-dragged");
  document.documentElement.classList.add("is-dragging");
  getSelection().removeAllRanges();
  held.frame = requestAnimationFrame(scroll);
}

// Where it would fall is shown by a line; in a list without rows under the head of that list.
function mark() {
  clearMarks();
  held.place = placeAt(document.elementFromPoint(held.x, held.y));
  if (held.place && !held.place.row) return held.place.list.previousElementSibling?.classList.add("drop-after");
  const lines = held.place?.row?.querySelectorAll(".outline__line");
  if (held.place?.below) [...lines ?? []].at(-1)?.classList.add("drop-after");
  else lines?.[0].classList.add("drop-before");
}

function finish(drop) {
  const { row, place } = held;
  const before = isDragging && place?.row ? (place.below ? place.row : previous(place.row)) : null;
  const falls = isDragging && place;
  if (falls) lay(row, place);
  if (isDragging) hasDragged = true;
  setTimeout(() => (hasDragged = false));
  release();
  if (falls) drop({ key: row.dataset.key, into: place.list.dataset.list, after: before?.dataset.key });
}

// It lies there at once: who drags on before the answer drags what they see.
function lay(row, { list, row: beside, below }) {
  if (beside) beside[below ? "after" : "before"](row);
  else list.replaceChildren(row);
}

// The press that ended a drag is no click on the link under it.
let hasDragged = false;

function afterDragging(event) {
  if (!hasDragged) return;
  event.preventDefault();
  event.stopPropagation();
}

function release() {
  if (held?.frame) cancelAnimationFrame(held.frame);
  held?.row.classList.remove("is-dragged");
  document.documentElement.classList.remove("is-dragging");
  held = null;
  isDragging = false;
  clearMarks();
  for (const done of waiting.splice(0)) done();
}

function clearMarks() {
  for (const row of document.querySelectorAll(".drop-before, .drop-after")) row.classList.remove("drop-before", "drop-after");
}

// Near the edge of what scrolls the list goes on under the pointer.
function scroll() {
  const box = scroller();
  const top = box === document.scrollingElement ? 0 : Math.max(0, box.getBoundingClientRect().top);
  const bottom = box === document.scrollingElement ? innerHeight : Math.min(innerHeight, box.getBoundingClientRect().bottom);
  const over = held.y < top + EDGE ? held.y - top - EDGE : Math.max(0, held.y - bottom + EDGE);
  if (over) {
    const before = box.scrollTop;
    box.scrollTop += Math.round((FASTEST * Math.max(-EDGE, Math.min(EDGE, over))) / EDGE);
    if (box.scrollTop !== before) mark();
  }
  held.frame = requestAnimationFrame(scroll);
}

function scroller() {
  for (let box = held.row.parentElement; box; box = box.parentElement) {
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(box).overflowY);
    if (scrolls && box.scrollHeight > box.clientHeight) return box;
  }
  return document.scrollingElement;
}

function previous(row) {
  const before = row.previousElementSibling;
  return before === held?.row ? before.previousElementSibling : before;
}

function placeAt(target) {
  const list = target?.closest("[data-list]");
  const table = list?.closest("[data-key]");
  if (table && "noColumn" in held.row.dataset) return placeBeside(table);
  if (!list) {
    const page = target?.closest("[data-page]")?.querySelector("[data-list]");
    return page ? placeIn(page) : null;
  }
  const row = target.closest("[data-key]");
  if (held.row.contains(list) || row === held.row) return null;
  if (!row || row.parentElement !== list) return placeIn(list);
  return { list, row, below: isBelow(row.querySelector(".outline__line")) };
}

// What cannot be a column falls before or after the whole table.
function placeBeside(table) {
  return table === held.row ? null : { list: table.parentElement, row: table, below: isBelow(table) };
}

// On the head of a page the first place, under its last question the last one.
function placeIn(list) {
  const rows = [...list.children].filter((row) => row.dataset.key && row !== held.row);
  const below = isBelow(list);
  return { list, row: rows.at(below ? -1 : 0) ?? null, below };
}

function isBelow(place) {
  const box = place.getBoundingClientRect();
  return held.y > box.top + box.height / 2;
}
