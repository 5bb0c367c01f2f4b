// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Links to a print view print at once, from a hidden frame; opened in another tab they show the view. What cannot
// be printed from the frame (the session is over, the paper is gone) is shown in its place.

import { printFrames } from "./desk_frame.js";

function hiddenFrame(link) {
  const frame = document.createElement("iframe");
  frame.className = "visually-hidden";
  frame.title = link.textContent.trim();
  frame.tabIndex = -1;
  frame.ariaHidden = "true";
  const address = new URL(link.href);
  address.searchParams.set("khung", "");
  frame.src = address;
  document.querySelector("iframe[data-printed]")?.remove();
  frame.dataset.printed = "";
  document.body.append(frame);
  return frame;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-prints]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (!(await printFrames([hiddenFrame(link)], link))) location.assign(link.href);
});
