// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Function keys on the desk's screens lead to a block. Keys sleep while an input method composes.

const typing = (event) => event.isComposing || event.keyCode === 229;

function focusBlock(block) {
  if (block.matches("details")) block.open = true;
  const field = block.querySelector('input:not([type="hidden"]):not([disabled]), select, textarea, button');
  field?.focus();
  field?.select?.();
  block.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.defaultPrevented) return;
  if (event.ctrlKey || event.altKey || event.metaKey || !/^F\d+$/.test(event.key)) return;
  const block = document.querySelector(`[data-key="${event.key}"]`);
  if (!block) return;
  event.preventDefault();
  if (block.matches("a, button")) block.click();
  else focusBlock(block);
});
