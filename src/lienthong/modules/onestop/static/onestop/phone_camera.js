// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// A photo is looked at before it leaves: turned, cut to what was dragged over, made small, sent to the edge.
// Without this file the chosen picture is sent as it is.

const LONGEST_SIDE = 2000; // pixels: an A4 page stays readable, a cheap phone stays quick
const QUALITY = 0.85;
const SMALLEST_CUT = 40; // pixels of the screen
const WAIT = 5000; // milliseconds until it is asked again what is to be photographed
const editor = document.querySelector("[data-editor]");
const canvas = editor.querySelector("[data-canvas]");
const pen = canvas.getContext("2d", { willReadFrequently: true });
let form = null;
let picture = null;
let turns = 0;
let cut = null;
let from = null;

function draw() {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  [canvas.width, canvas.height] = turns % 2 ? [height, width] : [width, height];
  pen.save();
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate((turns * Math.PI) / 2);
  pen.drawImage(picture, -width / 2, -height / 2, width, height);
  pen.restore();
}

function frame() {
  draw();
  if (!cut) return;
  pen.fillStyle = "rgb(0 0 0 / .5)";
  pen.fillRect(0, 0, canvas.width, cut.y);
  pen.fillRect(0, cut.y + cut.height, canvas.width, canvas.height);
  pen.fillRect(0, cut.y, cut.x, cut.height);
  pen.fillRect(cut.x + cut.width, cut.y, canvas.width, cut.height);
}

function place(event) {
  const edge = canvas.getBoundingClientRect();
  const ratio = canvas.width / edge.width;
  return { x: (event.clientX - edge.left) * ratio, y: (event.clientY - edge.top) * ratio, ratio };
}

canvas.addEventListener("pointerdown", (event) => {
  from = place(event);
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener("pointermove", (event) => {
  if (!from) return;
  const to = place(event);
  cut = { x: Math.max(0, Math.min(from.x, to.x)), y: Math.max(0, Math.min(from.y, to.y)), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
  frame();
});
for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, () => {
    if (from && cut && (cut.width < SMALLEST_CUT * from.ratio || cut.height < SMALLEST_CUT * from.ratio)) cut = null;
    from = null;
    frame();
  });
}

async function look(chosen, file) {
  form = chosen;
  [turns, cut] = [0, null];
  picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  editor.showModal();
  frame();
}

function finished() {
  draw();
  if (!cut) return canvas;
  const whole = Object.assign(document.createElement("canvas"), { width: Math.round(cut.width), height: Math.round(cut.height) });
  whole.getContext("2d").drawImage(canvas, cut.x, cut.y, cut.width, cut.height, 0, 0, whole.width, whole.height);
  return whole;
}

async function send() {
  const status = form.querySelector("[data-status]");
  const page = finished();
  editor.close();
  status.textContent = "…";
  const blob = await new Promise((done) => { page.toBlob(done, "image/jpeg", QUALITY); });
  const body = new FormData();
  body.append("file", blob, "trang.jpg");
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  const told = answer ? await answer.json().catch(() => ({})) : {};
  if (answer?.ok && told.receipt) location.assign(`${form.dataset.return}?receipt=${encodeURIComponent(told.receipt)}`);
  else status.textContent = told.message ?? form.dataset.failed;
}

document.addEventListener("change", (event) => {
  const file = event.target.files?.[0];
  const chosen = event.target.closest("form[data-photo]");
  if (!file || !chosen) return;
  look(chosen, file).catch(() => { chosen.querySelector("[data-status]").textContent = chosen.dataset.failed; });
  event.target.value = "";
});
editor.querySelector("[data-turn]").addEventListener("click", () => { turns = (turns + 1) % 4; cut = null; frame(); });
editor.querySelector("[data-whole]").addEventListener("click", () => { cut = null; frame(); });
editor.querySelector("[data-again]").addEventListener("click", () => { editor.close(); form.querySelector('input[type="file"]').click(); });
editor.querySelector("[data-send]").addEventListener("click", send);
if (document.querySelector("[data-wait]")) setTimeout(() => location.reload(), WAIT);
