// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// On a narrow screen a wide table becomes a list: each cell carries the name of its column, what is empty is left out.
// Without this file the table is scrolled sideways in its own region.

const FEWEST = 4;
const CONTROLS = "a, button, input, select, textarea, svg, img";
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

const words = (head) => (head.querySelector(".visually-hidden") ? "" : head.textContent.trim());
const isBlank = (cell) => !cell.querySelector(CONTROLS) && ["", "–"].includes(cell.textContent.trim());

function role(item) {
  if (item.tagName !== "TH") return ROLES[item.tagName];
  return item.scope === "row" ? "rowheader" : "columnheader";
}

function tell(table) {
  const heads = [...table.querySelectorAll(":scope > thead > tr > *")];
  const fits = heads.length < FEWEST && table.scrollWidth <= table.parentElement.clientWidth;
  if (fits || heads.length < 2 || table.querySelector("[rowspan], [colspan]")) return;
  table.classList.add("data--told");
  for (const row of table.querySelectorAll(":scope > tbody > tr")) {
    [...row.cells].forEach((cell, place) => {
      cell.dataset.head = place && heads[place] ? words(heads[place]) : "";
      cell.toggleAttribute("data-blank", isBlank(cell));
    });
    row.toggleAttribute("data-picks", Boolean(row.cells[0]?.querySelector(":scope > input[type=checkbox]")));
  }
  for (const item of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) item.setAttribute("role", role(item));
}

const tellAll = () => document.querySelectorAll(".scroll-x > table.data:not(.diff)").forEach(tell);

tellAll();
document.addEventListener("htmx:afterSwap", tellAll);
