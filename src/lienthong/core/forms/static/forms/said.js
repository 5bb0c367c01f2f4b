// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The sentence under the builder follows what is typed or chosen; only the sentence is drawn anew, so
// that the keyboard and what is typed stay. A list that needs other inputs has all drawn by others.

const PAUSE = 250; // ms without another letter

let waiting = 0;
let asked = 0;

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-rule]");
  if (!form) return;
  clearTimeout(waiting);
  asked += 1;
  if (!event.target.matches("[data-redraw]")) waiting = setTimeout(say, PAUSE, form, asked);
});

async function say(form, turn) {
  const body = new URLSearchParams(new FormData(form));
  body.set("_redraw", "1");
  const answer = await fetch(location.href, { method: "POST", body, headers: { "X-Requested-With": "editor" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = page.querySelector(".rule__said");
  if (said && turn === asked) document.querySelector(".rule__said")?.replaceChildren(...said.childNodes);
}
