// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// F1, or the help button, opens the help of this screen in a drawer; without script it is a page.

const opener = document.querySelector("[data-help]");
const drawer = document.getElementById("help");

async function open() {
  const answer = await fetch(opener.href, { headers: { "X-Fragment": "help" } });
  if (!answer.ok) {
    window.location.assign(opener.href);
    return;
  }
  drawer.querySelector("[data-help-body]").innerHTML = await answer.text();
  drawer.showModal();
}

if (opener && drawer) {
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F1" || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (drawer.open) drawer.close();
    else open();
  });
  drawer.addEventListener("click", (event) => {
    if (event.target === drawer || event.target.closest("[data-help-close]")) drawer.close();
  });
}
