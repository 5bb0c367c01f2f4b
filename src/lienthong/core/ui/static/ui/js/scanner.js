// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The code of a dossier, scanned while no field has the cursor, opens that dossier on every officer screen. A scanner is
// told from a person by its speed. It sleeps while Vietnamese is composed.

const LONGEST_PAUSE = 60; // milliseconds between two letters of a scanner
const SHORTEST = 10; // letters
const CODE = /^[A-Z0-9]{2,4}[A-Z0-9.]*-[A-Z0-9]{4,6}-[A-Z0-9]{4,7}$/;
let letters = "";
let last = 0;

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog[open]");

function codeIn(text) {
  const code = text.trim().split("?")[0].replace(/\/$/, "").split("/").pop().toUpperCase();
  return CODE.test(code) ? code : "";
}

function collect(event) {
  const gap = event.timeStamp - last;
  last = event.timeStamp;
  if (gap > LONGEST_PAUSE) letters = "";
  if (event.key.length === 1) letters += event.key;
}

function jump(event) {
  const address = document.querySelector("[data-palette]")?.dataset.url;
  const code = event.timeStamp - last <= LONGEST_PAUSE && letters.length >= SHORTEST ? codeIn(letters) : "";
  letters = "";
  if (!code || !address) return;
  event.preventDefault();
  event.stopPropagation();
  location.assign(`${address}?q=${encodeURIComponent(code)}`);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) letters = "";
  else if (isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey) letters = "";
  else if (event.key === "Enter") jump(event);
  else collect(event);
}, true);
