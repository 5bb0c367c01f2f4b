// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Looks at a paper closely: larger, smaller, turned. Without this file it is shown to the full width.

const ZOOMS = ["", "is-zoom-1", "is-zoom-2", "is-zoom-3"];

function zoom(sheet, by) {
  const place = Math.min(Math.max(Number(sheet.dataset.place ?? 0) + by, 0), ZOOMS.length - 1);
  sheet.dataset.place = String(place);
  sheet.classList.remove(...ZOOMS.filter(Boolean));
  if (ZOOMS[place]) sheet.classList.add(ZOOMS[place]);
}

function turn(image) {
  image.dataset.turned = String((Number(image.dataset.turned ?? 0) + 1) % 4);
  image.style.setProperty("--ratio", String(image.naturalHeight / image.naturalWidth));
}

document.addEventListener("click", (event) => {
  const shown = event.target.closest("[data-pane]")?.querySelector("[data-zoomed]");
  const zoomer = event.target.closest("[data-zoom]");
  if (shown && zoomer) zoom(shown, Number(zoomer.dataset.zoom));
  if (shown && event.target.closest("[data-rotate]")) turn(shown);
});
