// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The field picker of a layout: a press puts the field where the cursor stands.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const body = document.querySelector("[data-layout-body]");
  if (!button || !body) return;
  body.setRangeText(`{{${button.dataset.insert}}}`, body.selectionStart, body.selectionEnd, "end");
  body.focus();
});
