// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Pickers of fields: a press puts the field where the cursor stands in the text it belongs to; typing
// in the box above leaves the fields whose heading, name or example says that, Enter takes the first of them.

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const text = document.getElementById(button?.closest("[data-insert-into]").dataset.insertInto ?? "");
  if (!text) return;
  text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
  text.focus();
});

function narrow(box) {
  const wanted = fold(box.value.trim());
  const picker = box.closest("[data-insert-into]");
  const says = (item) => fold(`${item.parentElement.ariaLabel ?? ""} ${item.textContent}`);
  for (const item of picker.querySelectorAll("li")) item.hidden = !says(item).includes(wanted);
  for (const group of picker.querySelectorAll("ul")) group.parentElement.hidden = !group.querySelector("li:not([hidden])");
  const left = picker.querySelectorAll("li:not([hidden])").length;
  picker.querySelector("[role=status]").textContent = wanted ? box.dataset.found.replace("{n}", left) : "";
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-insert-find]")) narrow(event.target);
});

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("[data-insert-find]");
  if (!box || event.key !== "Enter" || event.ctrlKey || event.isComposing) return;
  event.preventDefault();
  if (box.value.trim()) box.closest("[data-insert-into]").querySelector("li:not([hidden]) [data-insert]")?.click();
});
