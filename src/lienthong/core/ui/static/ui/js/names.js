// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// An @ in a field that may name people opens a list of names; arrows choose, Enter or Tab takes one. Sleeps while an
// input method composes. Without script the name is typed in full.

const MARK = /(^|\s)@([^@\n]{0,40})$/;

for (const field of document.querySelectorAll("[data-names]")) {
  const list = document.createElement("ul");
  list.className = "names";
  list.id = `${field.id}-names`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.namesLabel);
  list.hidden = true;
  field.form.append(list);
  field.setAttribute("aria-controls", list.id);
  let turn = 0;

  const typed = () => MARK.exec(field.value.slice(0, field.selectionStart));
  const options = () => [...list.children];
  const current = () => options().find((option) => option.getAttribute("aria-selected") === "true");

  const close = () => {
    turn += 1;
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };

  const mark = (place) => {
    options().forEach((option, k) => option.setAttribute("aria-selected", String(k === place)));
    if (options()[place]) field.setAttribute("aria-activedescendant", options()[place].id);
  };

  const take = (name) => {
    const found = typed();
    if (!found) return;
    const start = field.selectionStart - found[2].length;
    field.setRangeText(`${name} `, start, field.selectionStart, "end");
    close();
    field.focus();
  };

  const show = (names) => {
    list.replaceChildren(...names.map((name, k) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${k}`;
      option.setAttribute("role", "option");
      option.lang = "vi";
      option.textContent = name;
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(name);
      });
      return option;
    }));
    list.hidden = names.length === 0;
    mark(0);
    list.scrollIntoView({ block: "nearest" });
  };

  const ask = async () => {
    const found = typed();
    if (!found) return close();
    const mine = ++turn;
    const answer = await fetch(`${field.dataset.names}?q=${encodeURIComponent(found[2])}`);
    if (answer.ok && mine === turn) show((await answer.json()).names);
  };

  field.addEventListener("input", (event) => event.isComposing || ask());
  field.addEventListener("compositionend", ask);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.keyCode === 229) return;
    const place = options().indexOf(current());
    if (event.key === "ArrowDown") mark(Math.min(place + 1, options().length - 1));
    else if (event.key === "ArrowUp") mark(Math.max(place - 1, 0));
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" || event.key === "Tab") take(current().textContent);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
