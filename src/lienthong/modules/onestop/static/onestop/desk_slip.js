// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// What was just made is printed from its hidden frames, once: a reloaded page prints nothing.

import { printFrames } from "./desk_frame.js";

const note = document.querySelector("[data-slips]");
const frames = [...note.querySelectorAll("iframe")];
const kept = (frame) => `lt-printed-${frame.dataset.slip}`;

const print = (some) => printFrames(some, document.querySelector("#id_scan") ?? document.activeElement);

const fresh = frames.filter((frame) => !sessionStorage.getItem(kept(frame)));
for (const frame of fresh) sessionStorage.setItem(kept(frame), "1");
if (fresh.length) print(fresh);
const here = new URL(location.href);
here.searchParams.delete("in");
history.replaceState(null, "", here);
note.querySelector("[data-reprint]").addEventListener("click", () => print(frames));
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "p") return;
  event.preventDefault();
  print(frames);
});
