// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The paper just made is printed from a hidden frame, once: a reloaded page prints nothing.
// Under --kiosk-printing no dialog appears; elsewhere one Enter answers it.

const note = document.querySelector("[data-slip]");
const frame = note.querySelector("iframe");
const kept = `lt-printed-${note.dataset.slip}`;

function print() {
  frame.contentWindow.focus();
  frame.contentWindow.print();
  document.querySelector("#id_scan").focus();
}

async function printOnce() {
  if (sessionStorage.getItem(kept)) return;
  sessionStorage.setItem(kept, "1");
  await frame.contentDocument.fonts.ready;
  print();
}

const isThere = frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank";
if (isThere) printOnce();
else frame.addEventListener("load", printOnce, { once: true });
history.replaceState(null, "", location.pathname);
note.querySelector("[data-reprint]").addEventListener("click", print);
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "p") return;
  event.preventDefault();
  print();
});
