// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Suggests names while a field that picks a row is typed into; without it the code is typed in full.
const WAIT = 150;
let asked = 0;

const suggest = (box) => {
  const field = box.querySelector("input");
  if (!field) return;
  const list = document.createElement("datalist");
  list.id = `${field.id}-names`;
  box.append(list);
  field.setAttribute("list", list.id);
  field.autocomplete = "off";
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const turn = (asked += 1);
      const answer = await fetch(`${box.dataset.names}?q=${encodeURIComponent(field.value)}`);
      if (!answer.ok || turn !== asked) return;
      const { names } = await answer.json();
      list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
    }, WAIT);
  });
};

for (const box of document.querySelectorAll("[data-names]")) suggest(box);
