// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Papers are printed from hidden frames, so that the screen stays where it is. Under --kiosk-printing no dialog
// appears; elsewhere one Enter answers it.

const isLoaded = (frame) => frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank";

async function ready(frame) {
  if (!isLoaded(frame)) await new Promise((done) => frame.addEventListener("load", done, { once: true }));
  await frame.contentDocument.fonts.ready;
}

// Prints what holds a sheet, one after another; the keyboard comes back to where it was. Says whether all printed.
export async function printFrames(frames, back) {
  await Promise.all(frames.map(ready));
  const sheets = frames.filter((frame) => frame.contentDocument.querySelector(".sheet"));
  for (const frame of sheets) {
    frame.contentWindow.focus();
    frame.contentWindow.print();
    frame.blur();
  }
  window.focus();
  back?.focus();
  return sheets.length === frames.length;
}
