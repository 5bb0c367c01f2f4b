// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Where several of one list can be chosen, an empty place follows as soon as the last one is filled.

document.addEventListener("change", (event) => {
  const place = event.target.closest("[data-spare]");
  if (!place || !event.target.value) return;
  const next = place.cloneNode(true);
  const list = next.querySelector("select");
  list.removeAttribute("id");
  list.value = "";
  list.ariaLabel = list.ariaLabel.replace(/\d+$/, (number) => Number(number) + 1);
  delete place.dataset.spare;
  place.after(next);
});
