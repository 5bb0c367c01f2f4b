// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Theme and type size without a round trip; menus made of <details> close on Esc, on clicks outside and
// when the keyboard goes on: an open one would lie over what has the focus next.

const YEAR = 365 * 24 * 3600;

function remember(name, value) {
  const age = value ? YEAR : 0;
  document.cookie = `${name}=${value}; path=/; max-age=${age}; samesite=lax`;
}

function choose(field, value) {
  const root = document.documentElement;
  if (field === "theme") {
    remember("lt_theme", value === "system" ? "" : value);
    if (value === "system") delete root.dataset.theme;
    else root.dataset.theme = value;
  } else {
    remember("lt_size", value);
    root.dataset.size = value;
  }
}

function closeOthers(target) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-display] button[name]");
  if (button) {
    event.preventDefault();
    choose(button.name, button.value);
    for (const other of document.querySelectorAll(`[data-display] button[name="${button.name}"]`)) {
      other.setAttribute("aria-pressed", String(other.value === button.value));
    }
  }
  closeOthers(event.target);
});

document.addEventListener("focusin", (event) => closeOthers(event.target));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || event.keyCode === 229) return;
  const menu = event.target.closest?.("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
