// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Lets this browser be woken by messages: asks for leave, gives its address and keys to the site.

const place = document.querySelector("[data-push]");
const said = place?.querySelector("[data-push-said]");
const token = () => document.querySelector('[name="csrfmiddlewaretoken"]').value;

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function subscribe() {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("refused");
  const worker = await navigator.serviceWorker.register(place.dataset.pushWorker);
  await navigator.serviceWorker.ready;
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(place.dataset.push) });
}

function browserName() {
  const brands = navigator.userAgentData?.brands?.map((brand) => brand.brand).filter((name) => !/not/i.test(name)) ?? [];
  return [brands.at(-1) ?? "", navigator.userAgentData?.platform ?? navigator.platform].filter(Boolean).join(", ");
}

async function turnOn() {
  let found;
  try {
    found = await subscribe();
  } catch {
    said.textContent = place.dataset.refused;
    return;
  }
  const body = JSON.stringify({ ...found.toJSON(), name: browserName() });
  const headers = { "content-type": "application/json", "x-csrftoken": token() };
  const answer = await fetch(place.dataset.pushUrl, { method: "POST", body, headers });
  if (answer.ok) location.reload();
  else said.textContent = (await answer.json()).error;
}

place?.querySelector("[data-push-on]").addEventListener("click", turnOn);
