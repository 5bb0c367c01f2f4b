// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// What is typed into the settings of a form is seen in the preview at once; it is kept when it is saved.
const PAUSE = 250;
let waiting;
let turn = 0;

document.addEventListener("input", (event) => {
  const settings = event.target.closest("[data-settings]");
  if (!settings) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => show(settings, ++turn), PAUSE);
});

// A later answer, another chosen part or what cannot stand yet leaves the preview as it is.
async function show(settings, mine) {
  const frame = document.querySelector("[data-preview]");
  if (!frame || !settings.isConnected) return;
  const body = new URLSearchParams(new FormData(settings));
  body.set("_dang-go", "1");
  const answer = await fetch(frame.src, { method: "POST", body }).catch(() => null);
  const html = answer?.ok ? await answer.text() : "";
  if (!html || mine !== turn || !frame.isConnected) return;
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  const shown = frame.contentDocument;
  const old = shown.querySelector("main");
  if (!fresh || !old) return;
  const top = shown.scrollingElement.scrollTop;
  old.replaceWith(shown.adoptNode(fresh));
  shown.scrollingElement.scrollTop = top;
  shown.dispatchEvent(new Event("redrawn"));
}
