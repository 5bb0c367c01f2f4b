// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The order of files that are bound: rows move at once by their buttons, or by dragging their grip.
// Without this file the same buttons send the form and the page comes back in the new order.

const list = document.querySelector("[data-bind]");
const said = document.querySelector("[data-bind-said]");
let held = null;

function tell(row) {
  said.textContent = `${said.dataset.words} ${[...list.children].indexOf(row) + 1}/${list.children.length}`;
}

function put(row, before) {
  if (before !== row && row.nextElementSibling !== before) list.insertBefore(row, before);
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-by]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("[data-row]");
  if (button.dataset.by === "-1") put(row, row.previousElementSibling ?? row);
  else if (row.nextElementSibling) put(row, row.nextElementSibling.nextElementSibling);
  button.focus();
  tell(row);
});

list.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button) return;
  held = grip.closest("[data-row]");
  held.classList.add("is-dragged");
  grip.setPointerCapture(event.pointerId);
  event.preventDefault();
});

list.addEventListener("pointermove", (event) => {
  if (!held) return;
  const below = [...list.children].find((row) => {
    const box = row.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  put(held, below ?? null);
});

function letGo() {
  if (!held) return;
  held.classList.remove("is-dragged");
  tell(held);
  held = null;
}

list.addEventListener("pointerup", letGo);
list.addEventListener("pointercancel", letGo);
