// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Small helps for forms, dialogs and toasts. Every page works without this file.

const TOAST_SECONDS = 10;

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

function show(slot, state, text) {
  slot.className = `slot slot--${state}`;
  slot.querySelector("[data-slot-text]").textContent = text;
  slot.querySelector("[data-slot-status]").textContent = state === "uploading" ? "" : text;
  slot.querySelector("[data-slot-progress]").hidden = state !== "uploading";
  slot.querySelector("[data-slot-cancel]").hidden = state !== "uploading";
}

function finish(slot, input, answer) {
  const value = slot.querySelector("[data-slot-value]");
  if (value && answer.value) value.value = answer.value;
  input.value = "";
  show(slot, "done", answer.text);
  slot.dispatchEvent(new CustomEvent("slot:done", { bubbles: true, detail: answer }));
}

function upload(slot, input) {
  const file = input.files[0];
  const request = new XMLHttpRequest();
  const form = new FormData();
  for (const field of input.form?.querySelectorAll('input[type="hidden"]') ?? []) {
    if (field.name === "csrfmiddlewaretoken" || field.dataset.withUpload !== undefined) form.append(field.name, field.value);
  }
  form.append(input.name, file);
  request.open("POST", slot.dataset.upload);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    const percent = event.lengthComputable ? Math.round((event.loaded / event.total) * 100) : 0;
    slot.querySelector("[data-slot-progress]").value = percent;
    slot.querySelector("[data-slot-text]").textContent = `${file.name} ${percent} %`;
  });
  request.addEventListener("load", () => {
    const answer = request.response ?? {};
    if (request.status < 300 && answer.text) finish(slot, input, answer);
    else show(slot, "failed", answer.message ?? slot.dataset.failed);
  });
  request.addEventListener("error", () => show(slot, "failed", slot.dataset.failed));
  request.addEventListener("abort", () => show(slot, "empty", slot.dataset.stopped));
  slot.querySelector("[data-slot-cancel]").onclick = () => request.abort();
  show(slot, "uploading", `${file.name} 0 %`);
  request.send(form);
}

document.addEventListener("change", (event) => {
  const slot = event.target.closest("[data-slot]");
  if (!slot || event.target.type !== "file" || !event.target.files.length) return;
  if (slot.dataset.upload) upload(slot, event.target);
  else slot.querySelector("[data-slot-text]").textContent = event.target.files[0].name;
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
  if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const undo = document.querySelector("[data-toast] [data-undo]");
  if (undo) {
    event.preventDefault();
    undo.click();
  }
});

// Ctrl+Enter presses the main button of the page, or of the dialog that is open.
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const place = document.querySelector("dialog[open]") ?? document;
  const button = place.querySelector('[data-submit="ctrl-enter"]');
  if (!button) return;
  event.preventDefault();
  button.click();
});

function expire(toast) {
  setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) expire(toast);
    else toast.remove();
  }, TOAST_SECONDS * 1000);
}

document.querySelectorAll("[data-toast]").forEach(expire);
document.querySelector("[data-focus]")?.focus();
document.documentElement.classList.add("has-js");
