// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The quiet clock of the counter: from the first key of a dossier until it is received.

const KEY = "lt-desk-began";
const form = document.querySelector("[data-counter]");
const shown = document.querySelector("[data-clock]");
const isEmpty = !form.querySelector('[name="person_full_name"]').value;

function tick() {
  const began = Number(sessionStorage.getItem(KEY));
  if (!began) return;
  const seconds = Math.max(0, Math.floor((Date.now() - began) / 1000));
  shown.hidden = false;
  shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

if (isEmpty) sessionStorage.removeItem(KEY);
form.addEventListener("keydown", () => {
  if (!sessionStorage.getItem(KEY)) sessionStorage.setItem(KEY, String(Date.now()));
});
setInterval(tick, 500);
tick();
