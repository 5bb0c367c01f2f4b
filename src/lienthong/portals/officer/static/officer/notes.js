// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Choose a region of a page by dragging; it goes into the fields of the note, in parts per thousand.

const leaf = document.querySelector("[data-leaf]");
const form = document.querySelector("[data-note]");

if (leaf && form) {
  const mark = leaf.querySelector("[data-new]");
  let start = null;

  const at = (event) => {
    const box = leaf.getBoundingClientRect();
    const part = (value, from, size) => Math.round(Math.min(Math.max((value - from) / size, 0), 1) * 1000);
    return [part(event.clientX, box.left, box.width), part(event.clientY, box.top, box.height)];
  };

  const choose = (event) => {
    const [x, y] = at(event);
    const region = { left: Math.min(x, start[0]), top: Math.min(y, start[1]), width: Math.abs(x - start[0]), height: Math.abs(y - start[1]) };
    const tiny = region.width < 8 || region.height < 8;
    const chosen = tiny ? { left: 0, top: 0, width: 1000, height: 1000 } : region;
    for (const [name, value] of Object.entries(chosen)) form.elements[name].value = value;
    const shown = tiny ? { left: 0, top: 0, width: 0, height: 0 } : region;
    mark.setAttribute("x", shown.left);
    mark.setAttribute("y", shown.top);
    mark.setAttribute("width", shown.width);
    mark.setAttribute("height", shown.height);
  };

  leaf.addEventListener("pointerdown", (event) => {
    start = at(event);
    leaf.setPointerCapture(event.pointerId);
  });
  leaf.addEventListener("pointermove", (event) => {
    if (start) choose(event);
  });
  leaf.addEventListener("pointerup", (event) => {
    if (!start) return;
    choose(event);
    start = null;
    form.elements.text.focus();
  });
}
