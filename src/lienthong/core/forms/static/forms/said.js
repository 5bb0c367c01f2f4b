// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The sentence under the builder follows what is typed or chosen; only the sentence is drawn anew, so
// that the keyboard and what is typed stay. A list that needs other inputs has all drawn by others, who
// hear "redraw": at once after a mouse, after a pause while somebody types the name of a choice.

const PAUSE = 250; // ms without another letter
const NAMING = 400; // ms without another key in a list

let waiting = 0;
let asked = 0;

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-rule]");
  if (!form) return;
  clearTimeout(waiting);
  asked += 1;
  if (!event.target.matches("[data-redraw]")) waiting = setTimeout(say, PAUSE, form, asked);
});

let keyed = -NAMING;
let redrawing = 0;
let changed = null;

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-rule] [data-redraw]")) return;
  changed = event.target;
  redrawSoon();
});

document.addEventListener("keydown", () => {
  keyed = performance.now();
  if (changed) redrawSoon();
}, true);

function redrawSoon() {
  clearTimeout(redrawing);
  redrawing = setTimeout(() => {
    changed.dispatchEvent(new Event("redraw", { bubbles: true }));
    changed = null;
  }, performance.now() - keyed < NAMING ? NAMING : 0);
}

async function say(form, turn) {
  const body = new URLSearchParams(new FormData(form));
  body.set("_redraw", "1");
  const answer = await fetch(location.href, { method: "POST", body, headers: { "X-Requested-With": "editor" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = page.querySelector(".rule__said");
  if (said && turn === asked) document.querySelector(".rule__said")?.replaceChildren(...said.childNodes);
}
