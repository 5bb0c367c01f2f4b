// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The paired phone on the officer's screen: pages appear as they are taken (told by live.js, and asked for now and
// then should a notice be lost).

const OFTEN = 4000; // milliseconds between questions while nobody tells
const SELDOM = 20000; // and while the connection stands, should a notice be lost
const box = document.querySelector("[data-camera-box]");
const place = box.querySelector("[data-camera-panel]");
const opener = box.querySelector("[data-camera-open]");
const token = () => document.querySelector('[name="csrfmiddlewaretoken"]').value;
const panel = () => place.querySelector("[data-camera]");
let timer = 0;
let every = OFTEN;

async function show(answer) {
  if (answer.redirected || !answer.ok) return;
  const active = document.activeElement;
  place.innerHTML = await answer.text();
  const isOpen = panel()?.dataset.open === "1";
  opener.hidden = isOpen;
  if (active === opener || (active && !active.isConnected)) (isOpen ? place.querySelector("button") : opener).focus();
  if (!isOpen) silence();
}

function silence() {
  clearInterval(timer);
  timer = 0;
}

const reload = async () => show(await fetch(panel().dataset.url));

function listen() {
  silence();
  timer = setInterval(reload, every);
}

document.addEventListener("lt:photos", () => { if (timer) reload(); });
document.addEventListener("lt:state", ({ detail }) => {
  const wanted = detail.isOpen ? SELDOM : OFTEN;
  if (wanted === every) return;
  every = wanted;
  if (timer) listen();
});

function papers() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  if (box.dataset.dossier) body.set("dossier", box.dataset.dossier);
  for (const row of document.querySelectorAll("[data-slot-key]")) {
    body.append("slot_key", row.dataset.slotKey);
    body.append("slot_name", row.dataset.slotName);
  }
  return body;
}

async function open() {
  await show(await fetch(box.dataset.start, { method: "POST", body: papers() }));
  if (!panel()) return;
  panel().scrollIntoView({ block: "nearest" });
  listen();
}

async function act(button) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  body.set("camera_act", button.dataset.cameraAct);
  body.set("photo", button.dataset.photo ?? "");
  await show(await fetch(panel().dataset.url, { method: "POST", body }));
  if (button.dataset.cameraAct === "add") location.reload();
}

opener.hidden = panel()?.dataset.open === "1";
opener.addEventListener("click", open);
box.addEventListener("click", (event) => {
  const button = event.target.closest("[data-camera-act]");
  if (button) act(button);
});
if (panel()?.dataset.open === "1") listen();
