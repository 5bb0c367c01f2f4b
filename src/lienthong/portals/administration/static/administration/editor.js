// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The form editor without reloading: posts go on in the background, questions move by drag and by
// Alt+arrow. Every act is a form post that works without this file.

const editor = () => document.querySelector("[data-editor]");

function replaceWith(html, address) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-editor]");
  if (!fresh) return false;
  const kept = scrolls();
  const focus = document.activeElement?.id;
  editor().replaceWith(fresh);
  for (const [place, top] of kept) document.querySelector(place)?.scrollTo({ top });
  history.replaceState(null, "", address);
  document.getElementById(focus)?.focus({ preventScroll: true });
  return true;
}

function scrolls() {
  const places = [".editor__outline", ".editor__settings"];
  return places.map((place) => [place, document.querySelector(place)?.scrollTop ?? 0]);
}

async function load(address, options = {}) {
  const shown = editor();
  shown.setAttribute("aria-busy", "true");
  const answer = await fetch(address, { headers: { "X-Requested-With": "editor" }, ...options });
  const replaced = replaceWith(await answer.text(), answer.url);
  if (!replaced) location.assign(answer.url);
  shown.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-editor] form");
  if (!form || form.method !== "post") return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const chosen = form.querySelector("[name=key]")?.value;
  load(form.action, { method: "POST", body }).then(() => {
    if (event.submitter?.classList.contains("kind")) selectLabel();
    else if (chosen && form.matches("[data-move]")) document.getElementById(`muc-${chosen}`)?.focus();
  });
});

// In the builder another operator or question needs other inputs: they are drawn at once.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-rule] [data-redraw]")) event.target.form.requestSubmit();
});

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
  load(link.href);
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

let dragged = null;

function clearMarks() {
  for (const row of document.querySelectorAll(".drop-before, .drop-after")) row.classList.remove("drop-before", "drop-after");
}

document.addEventListener("pointerdown", (event) => {
  const row = event.target.closest("[data-editor] [data-key]");
  if (row && !event.target.closest("input")) row.draggable = true;
});

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-key]") ?? null;
  if (!dragged) return;
  event.dataTransfer.setData("text/plain", dragged.dataset.key);
  event.dataTransfer.effectAllowed = "move";
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const place = dragged && placeAt(event);
  if (!place) return;
  event.preventDefault();
  clearMarks();
  place.row?.querySelector(".outline__line").classList.add(place.below ? "drop-after" : "drop-before");
});

document.addEventListener("drop", (event) => {
  const place = dragged && placeAt(event);
  if (!place) return;
  event.preventDefault();
  const before = place.row ? (place.below ? place.row : previous(place.row)) : null;
  move({ key: dragged.dataset.key, into: place.list.dataset.list, after: before?.dataset.key });
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  clearMarks();
});

function previous(row) {
  const before = row.previousElementSibling;
  return before === dragged ? before?.previousElementSibling : before;
}

function placeAt(event) {
  const list = event.target.closest?.("[data-list]");
  if (!list) {
    const page = event.target.closest?.("[data-page]")?.querySelector("[data-list]");
    return page && !page.contains(dragged) ? { list: page, row: null, below: false } : null;
  }
  const row = event.target.closest("[data-key]");
  if (row === dragged || dragged.contains(row)) return null;
  if (!row || row.parentElement !== list) return { list, row: null, below: false };
  const box = row.querySelector(".outline__line").getBoundingClientRect();
  return { list, row, below: event.clientY > box.top + box.height / 2 };
}
