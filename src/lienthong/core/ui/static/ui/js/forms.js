// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Small helps for forms, dialogs and toasts. Every page works without this file.

const TOAST_SECONDS = 10;
const LEAVING = 20000; // milliseconds for which who presses something that leads away is given to go there

// A page that answers a form stands at its own address in the history: loading it again or coming back asks for that
// address and never sends the form again. Whoever cannot do this is led to the next page instead.
const address = document.querySelector("main[data-address]")?.dataset.address;
if (address && address !== location.pathname) history.replaceState(null, "", address);

// A page that would load itself anew waits while its reader is on the way to another page: loading would call them back.
let left = -LEAVING;
const isLeft = () => performance.now() - left < LEAVING;
addEventListener("beforeunload", () => { left = performance.now(); });
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (isLeft() && event.detail.xhr.getResponseHeader("HX-Refresh")) event.preventDefault();
});

// A page that waits for an answer looks for it every so many seconds, and is loaded once when it is there.
async function lookAgain(seconds) {
  const answer = await fetch(location.href).catch(() => null);
  if (answer && !(await answer.text()).includes("data-again=") && !isLeft()) location.reload();
  else setTimeout(lookAgain, seconds * 1000, seconds);
}

const waiting = document.querySelector("[data-again]");
if (waiting) setTimeout(lookAgain, waiting.dataset.again * 1000, Number(waiting.dataset.again));

document.addEventListener("formdata", (event) => {
  if (event.target.dataset.onward !== undefined) event.formData.set("_at_once", "1");
});

function spread(parts, digits) {
  const [day, month, year] = parts.querySelectorAll("input");
  [day.value, month.value, year.value] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 8)];
  year.focus();
}

document.addEventListener("input", (event) => {
  const parts = event.target.closest("[data-date-parts]");
  if (!parts || event.isComposing || event.inputType?.startsWith("delete")) return;
  const inputs = [...parts.querySelectorAll("input")];
  const place = inputs.indexOf(event.target);
  const digits = event.target.value.replace(/\D/g, "");
  if (place === 0 && digits.length === 8) spread(parts, digits);
  else if (place < 2 && digits.length === 2 && !inputs[place + 1].value) inputs[place + 1].focus();
});

document.addEventListener("focusout", (event) => {
  if (!event.target.matches?.("[data-date-one]")) return;
  const digits = event.target.value.replace(/\D/g, "");
  if (digits.length === 8) {
    event.target.value = `${digits.slice(0, 2)}/${digits.slice(2, 4)}/${digits.slice(4)}`;
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll('button[aria-busy="true"][type="submit"]')) button.removeAttribute("aria-busy");
});

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.querySelector("span");
  const before = words.textContent;
  words.textContent = button.dataset.done;
  setTimeout(() => { words.textContent = before; }, 2500);
}

document.addEventListener("click", (event) => {
  const target = event.target;
  const copier = target.closest("[data-copy]");
  if (copier) copy(copier);
  const opener = target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  if (target.closest("[data-close]")) target.closest("dialog")?.close();
  if (target.closest("[data-dismiss]")) target.closest("[data-toast]")?.remove();
  if (target.matches("dialog")) target.close();
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const undo = document.querySelector("[data-toast] [data-undo]");
  if (undo) {
    event.preventDefault();
    undo.click();
  }
});

// Ctrl+Enter presses the main button of the page, or of the dialog that is open: the first one that can be seen. While
// one types in a form it presses a button of that form alone: a remark half written must not decide a case.
const MAIN = '[data-submit="ctrl-enter"], [data-primary]';
const canBePressed = (button) => button.checkVisibility() && !button.disabled;

function mainButton(typing) {
  const place = document.querySelector("dialog[open]") ?? document;
  const main = [...place.querySelectorAll(MAIN)].filter(canBePressed);
  if (!typing) return main[0];
  const own = [...typing.elements].filter((one) => one.type === "submit" && canBePressed(one));
  return main.find((one) => own.includes(one)) ?? own.find((one) => one.matches(".button--primary")) ?? (own.length === 1 ? own[0] : undefined);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const field = event.target.closest?.("input, textarea, select");
  const button = mainButton(field?.form);
  if (!button) return;
  event.preventDefault();
  button.click();
});

function expire(toast) {
  toast.dataset.expires = "";
  setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) expire(toast);
    else toast.remove();
  }, TOAST_SECONDS * 1000);
}

document.querySelectorAll("[data-toast]").forEach(expire);
const toasts = document.querySelector("[data-toasts]");
if (toasts) new MutationObserver(() => toasts.querySelectorAll(":scope > :not([data-expires])").forEach(expire)).observe(toasts, { childList: true });

// Something that can be done only so long counts down; at the end its button is no longer offered.
function countDown(left) {
  const seconds = Math.max(0, Math.round((Date.parse(left.dateTime) - Date.now()) / 1000));
  left.textContent = `${left.dataset.left} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (seconds) return setTimeout(countDown, 1000, left);
  for (const button of left.closest("form")?.querySelectorAll("button") ?? []) button.disabled = true;
}

document.querySelectorAll("[data-left]").forEach(countDown);
// A list beside the page is open where it stands beside, and closed where it would push the page out of sight.
for (const list of document.querySelectorAll("details[data-wide]")) list.open = matchMedia("(min-width: 48.01rem)").matches;
// A form that is sent again keeps the mark of the place one went to from the list of faults: the list comes first.
const faults = document.querySelector("[data-focus]");
if (faults && location.hash) history.replaceState(history.state, "", location.pathname + location.search);
faults?.focus();
document.documentElement.classList.add("has-js");
