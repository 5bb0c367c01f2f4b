// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Suggests communes and wards while somebody types one. Without this file names are simply typed.

const list = document.querySelector("datalist[data-places]");
const PAUSE = 180; // milliseconds without a key before asking
let waiting = 0;
let asked = "";

async function suggest(text) {
  asked = text;
  const answer = await fetch(`${list.dataset.places}?q=${encodeURIComponent(text)}`).catch(() => null);
  if (!answer?.ok || asked !== text) return;
  const { places } = await answer.json();
  list.replaceChildren(...places.map((name) => Object.assign(document.createElement("option"), { value: name })));
}

for (const input of list ? document.querySelectorAll('input[type="text"][name$="_division"]') : []) {
  input.setAttribute("list", list.id);
  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    const text = input.value.trim();
    if (event.isComposing || text.length < 2 || text === asked) return;
    waiting = setTimeout(() => suggest(text), PAUSE);
  });
}
