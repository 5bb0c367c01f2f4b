// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Theme and type size without a round trip; menus made of <details> close on Esc and outside clicks.

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

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-display] button[name]");
  if (button) {
    event.preventDefault();
    choose(button.name, button.value);
    for (const other of document.querySelectorAll(`[data-display] button[name="${button.name}"]`)) {
      other.setAttribute("aria-pressed", String(other.value === button.value));
    }
  }
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
