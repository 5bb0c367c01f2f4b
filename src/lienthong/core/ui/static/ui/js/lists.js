// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Officer lists by keyboard, selection with the bulk bar, and the command palette.
// Shortcuts are Ctrl combinations or F-keys, never letters, and sleep while an input method composes.

document.querySelector(".rail a[aria-current]")?.scrollIntoView({ block: "nearest" });

const rows = () => [...document.querySelectorAll("[data-row]")];
const checks = () => [...document.querySelectorAll("[data-select]")];

function count() {
  const chosen = checks().filter((box) => box.checked).length;
  const bar = document.querySelector("[data-bulk]");
  const all = document.querySelector("[data-select-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === checks().length;
    all.indeterminate = chosen > 0 && !all.checked;
  }
  if (!bar) return;
  bar.hidden = chosen === 0;
  const words = bar.querySelector("[data-bulk-count]");
  words.textContent = words.textContent.replace(/\d+/, String(chosen));
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-select-all]")) {
    for (const box of checks()) box.checked = event.target.checked;
  }
  if (event.target.matches("[data-select], [data-select-all]")) count();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-panel-close]")) drawer()?.classList.remove("is-open");
  if (!event.target.closest("[data-select-none]")) return;
  for (const box of checks()) box.checked = false;
  count();
});

const link = (row) => row.querySelector("a[href]:not(.chip)");

function move(row, step) {
  const list = rows();
  const next = list[list.indexOf(row) + step];
  if (next) link(next).focus();
  else if (step < 0) document.querySelector("[data-list]")?.focus();
}

function panel(row) {
  const address = link(row).dataset.panel;
  if (!address || !window.htmx || !document.getElementById("panel")) return false;
  window.htmx.ajax("GET", address, { target: "#panel", swap: "outerHTML" });
  return true;
}

const drawer = () => document.querySelector(".panel-box") ?? document.getElementById("panel");

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "panel") drawer()?.classList.add("is-open");
});

function onRow(event, row) {
  if (event.key === "ArrowDown") move(row, 1);
  else if (event.key === "ArrowUp") move(row, -1);
  else if (event.key === " " && event.ctrlKey) row.querySelector("[data-select]")?.click();
  else if (event.key === " " && event.target.matches("a")) return panel(row);
  else return false;
  return true;
}

const palette = document.querySelector("[data-palette]");

function openPalette(text) {
  palette.showModal();
  const field = palette.querySelector("input");
  if (text) field.value = text;
  else field.select();
  filter(field.value);
}

const items = () => [...palette.querySelectorAll('[role="option"]')].filter((item) => !item.hidden);

function mark(place) {
  const list = items();
  list.forEach((item, k) => item.setAttribute("aria-selected", String(k === place)));
  list[place]?.scrollIntoView({ block: "nearest" });
  const field = palette.querySelector("input");
  if (list[place]) {
    list[place].id ||= `palette-${place}`;
    field.setAttribute("aria-activedescendant", list[place].id);
  }
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

let asked = 0;
let answered = 0;

async function filter(text) {
  const wanted = fold(text);
  for (const item of palette.querySelectorAll("[data-text]")) item.hidden = !fold(item.dataset.text).includes(wanted);
  const own = palette.querySelector("[data-palette-own]");
  own.hidden = !own.querySelector("[data-text]:not([hidden])");
  mark(0);
  if (!palette.dataset.url) return;
  const turn = ++asked;
  if (text.length === 1) {
    answered = turn;
    palette.querySelector("[data-palette-found]").innerHTML = "";
    return;
  }
  const answer = await fetch(`${palette.dataset.url}?q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } });
  if (turn !== asked) return;
  answered = turn;
  if (!answer.ok) return;
  palette.querySelector("[data-palette-found]").innerHTML = await answer.text();
  mark(0);
}

function onPalette(event) {
  const list = items();
  const place = list.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") mark(Math.min(place + 1, list.length - 1));
  else if (event.key === "ArrowUp") mark(Math.max(place - 1, 0));
  else if (event.key === "Escape") palette.close();
  else if (event.key === "Enter" && place >= 0 && answered === asked) list[place].click();
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const row = event.target.closest?.("[data-row]");
  let done = false;
  if (palette && event.ctrlKey && event.key.toLowerCase() === "k") {
    openPalette();
    done = true;
  } else if (palette?.open) done = onPalette(event);
  else if (row) done = onRow(event, row);
  else if (event.key === "ArrowDown" && event.target.matches?.("[data-list]") && rows().length) {
    link(rows()[0]).focus();
    done = true;
  }
  if (done) event.preventDefault();
});

// The box at the top is the palette's own door: a click or the first letter opens it.
const box = palette && document.querySelector("[data-palette-open]");
box?.addEventListener("click", () => openPalette(box.value));
for (const kind of ["input", "compositionend"]) {
  box?.addEventListener(kind, (event) => {
    if (event.isComposing || !box.value) return;
    openPalette(box.value);
    box.value = "";
  });
}

palette?.querySelector("input").addEventListener("input", (event) => {
  if (!event.isComposing) filter(event.target.value);
});
palette?.querySelector("input").addEventListener("compositionend", (event) => filter(event.target.value));
count();
