// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The print view: print at once after an act, and go on by function key. Sheets wider than the screen are
// scrolled, so the keyboard reaches them.

for (const sheet of document.querySelectorAll(".sheet")) sheet.tabIndex = 0;

const button = document.querySelector("[data-print]");
button?.addEventListener("click", () => window.print());
if (button?.hasAttribute("data-at-once")) {
  document.fonts.ready.then(() => window.print());
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const way = [...document.querySelectorAll("[data-key]")].find((item) => item.dataset.key === event.key);
  if (!way) return;
  event.preventDefault();
  way.click();
});
