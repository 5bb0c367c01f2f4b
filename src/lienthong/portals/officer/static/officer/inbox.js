// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The inbox: the panel follows the focused row where there is room for it; the bulk button counts.

const WAIT = 180;
const wide = matchMedia("(min-width: 64rem)");
let turn = 0;

function mark(row) {
  for (const other of document.querySelectorAll("[data-row].is-current")) {
    other.classList.remove("is-current");
    other.querySelector("[data-panel]")?.removeAttribute("aria-current");
  }
  row.classList.add("is-current");
  row.querySelector("[data-panel]")?.setAttribute("aria-current", "true");
}

document.addEventListener("focusin", (event) => {
  const link = event.target.closest?.("[data-row] a[data-panel]");
  if (!link || !wide.matches || !window.htmx || link.getAttribute("aria-current")) return;
  const mine = ++turn;
  setTimeout(() => {
    if (mine !== turn) return;
    mark(link.closest("[data-row]"));
    window.htmx.ajax("GET", link.dataset.panel, { target: "#panel", swap: "outerHTML" });
  }, WAIT);
});

function count() {
  const chosen = document.querySelectorAll("[data-select]:checked").length;
  for (const words of document.querySelectorAll("[data-bulk] button[name] > span")) {
    words.dataset.plain ??= words.textContent;
    words.textContent = chosen ? `${words.dataset.plain} (${chosen})` : words.dataset.plain;
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-select], [data-select-all]")) count();
});
