// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The builder of conditions redraws itself when another operator or question is chosen. Without this
// file "Cập nhật" does the same.

async function redraw(form) {
  const shown = document.querySelector("[data-redrawn]");
  const focus = document.activeElement?.name;
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(location.href, { method: "POST", body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-redrawn]");
  if (!fresh) return;
  shown.replaceWith(fresh);
  if (focus) document.querySelector(`[name="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
}

document.addEventListener("redraw", (event) => redraw(event.target.form));
