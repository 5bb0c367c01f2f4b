// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Sends a chosen file at once and shows how far it is. Without this file each slot is a plain form.

const part = (form, name) => form.querySelector(`[data-upload-${name}]`);

function say(form, text, state) {
  form.className = `slot slot--${state}`;
  part(form, "text").textContent = text;
  part(form, "progress").hidden = state !== "uploading";
  part(form, "cancel").hidden = state !== "uploading";
  if (state !== "uploading") part(form, "status").textContent = text;
}

function send(form, file, words) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file);
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("Accept-Language", document.documentElement.lang);
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    const percent = event.lengthComputable ? Math.round((event.loaded / event.total) * 100) : 0;
    part(form, "progress").value = percent;
    part(form, "text").textContent = `${file.name} ${percent} %`;
  });
  request.addEventListener("load", () => {
    const answer = request.response ?? {};
    if (request.status === 200 && answer.receipt) show(form, answer.receipt);
    else say(form, answer.message ?? form.dataset.failed, "failed");
  });
  request.addEventListener("error", () => say(form, form.dataset.failed, "failed"));
  request.addEventListener("abort", () => say(form, words, "empty"));
  part(form, "cancel").onclick = () => request.abort();
  say(form, `${file.name} 0 %`, "uploading");
  request.send(body);
}

// The place with its file is put where it was, so that nothing else on the page is asked for again or lost. Where that
// cannot be, as when nobody is signed in any more, the browser goes to the address that would show it.
async function show(form, receipt) {
  const address = `${form.dataset.return}?receipt=${encodeURIComponent(receipt)}`;
  const place = form.closest("[data-slot]");
  const answer = place && await fetch(`${address}&_part=1`).catch(() => null);
  if (!answer?.ok || answer.redirected) return location.assign(address);
  const elsewhere = document.activeElement !== document.body && !place.contains(document.activeElement);
  place.outerHTML = await answer.text();
  const fresh = document.getElementById(place.id);
  fresh.querySelectorAll("form[data-upload]").forEach(prepare);
  if (!elsewhere) fresh.focus({ preventScroll: true });
}

function prepare(form) {
  const words = part(form, "text").textContent;
  const take = (chooser) => {
    const file = chooser?.files?.[0];
    if (!file) return;
    const largest = Number(form.dataset.largest) * 1048576;
    if (file.size > largest) say(form, form.dataset.tooLarge, "failed");
    else send(form, file, words);
    chooser.value = "";
  };
  form.addEventListener("change", (event) => take(event.target));
  take(form.querySelector('input[type="file"]')); // chosen before this file was here
}

document.querySelectorAll("form[data-upload]").forEach(prepare);

// Words typed beside a slot survive the page that shows the sent file.
for (const field of document.querySelectorAll("textarea[data-keep]")) {
  const key = `lt-keep-${field.dataset.keep}`;
  if (!field.value) field.value = sessionStorage.getItem(key) ?? "";
  field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  field.form?.addEventListener("submit", () => sessionStorage.removeItem(key));
}
