// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Somebody signs with pen, finger or mouse; the strokes go along as an SVG path. Without this
// script, or by keyboard, the confirmation of the account or "Đã ký trên giấy" stands for it.

import "./desk.js";

const fits = [];

function ready(pad) {
  const box = pad.closest(".desk-pad-box");
  const kept = box.parentElement.querySelector("[data-pad-value]");
  const pen = pad.getContext("2d");
  let drawing = false;
  let path = kept.value;
  box.hidden = false;

  function fit() {
    const { width, height } = pad.getBoundingClientRect();
    if (!width) return;
    pad.width = width * devicePixelRatio;
    pad.height = height * devicePixelRatio;
    pen.scale(devicePixelRatio, devicePixelRatio);
    pen.lineWidth = 2;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.strokeStyle = "#16357e";
    if (path) pen.stroke(new Path2D(path));
  }

  function point(event) {
    const edge = pad.getBoundingClientRect();
    return [Math.round(event.clientX - edge.left), Math.round(event.clientY - edge.top)];
  }

  pad.addEventListener("pointerdown", (event) => {
    drawing = true;
    pad.setPointerCapture(event.pointerId);
    const [x, y] = point(event);
    path += `M${x} ${y}`;
    pen.beginPath();
    pen.moveTo(x, y);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const [x, y] = point(event);
    path += `L${x} ${y}`;
    pen.lineTo(x, y);
    pen.stroke();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    pad.addEventListener(end, () => {
      drawing = false;
      kept.value = path;
    });
  }
  box.querySelector("[data-pad-clear]").addEventListener("click", () => {
    path = kept.value = "";
    fit();
  });
  pad.closest("details")?.addEventListener("toggle", fit);
  fits.push(fit);
}

function fitAll() {
  for (const fit of fits) fit();
}

function follow() {
  const desk = document.querySelector('[name="method"]:checked')?.value === "desk";
  for (const part of document.querySelectorAll("[data-desk-only]")) part.hidden = !desk;
  fitAll();
}

document.querySelectorAll("[data-pad]").forEach(ready);
const form = document.querySelector("[data-return]");
form?.addEventListener("change", (event) => {
  if (event.target.name === "method") follow();
});
addEventListener("resize", fitAll);
if (form) follow();
else fitAll();
