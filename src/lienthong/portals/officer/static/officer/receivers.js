// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Places that get a document are chosen from a list, one after another: a unit, a place written to before, or all
// places of a group. Without this script they are typed, a line for a place; a group by its name.
function offerPlaces(form) {
  const known = form.querySelector("datalist").options;
  for (const place of form.querySelectorAll("[data-receivers]")) {
    const area = place.querySelector("textarea");
    const pick = form.querySelector("[data-picker]").content.cloneNode(true).firstElementChild;
    const input = pick.querySelector("[data-unit]");
    const add = () => {
      const name = input.value.trim();
      const group = [...known].find((one) => one.value === name)?.dataset.lines;
      const lines = area.value.split("\n").map((line) => line.trim()).filter(Boolean);
      area.value = [...new Set([...lines, ...(group ?? name).split("\n").filter(Boolean)])].join("\n");
      input.value = "";
      input.focus();
    };
    pick.querySelector("[data-add]").addEventListener("click", add);
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
    place.append(pick);
  }
}

for (const form of document.querySelectorAll("[data-picks]")) offerPlaces(form);
