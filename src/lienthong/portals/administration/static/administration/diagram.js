// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The diagram of a process in bpmn-js. What is drawn is sent as XML; the server answers the diagram
// as the table has it, or names what it cannot take.
const form = document.querySelector("[data-diagram-form]");
const told = document.querySelector("[data-diagram-told]");
const save = document.querySelector("[data-diagram-save]");
const PALETTE = 88, MARGIN = 24, SMALLEST = 0.4, LONGEST = 48;
const place = document.querySelector("[data-diagram]");
const words = JSON.parse(document.getElementById("so-do-loi").textContent);

// What the engine runs; the tool offers nothing else, so that nothing has to be refused later.
const RUNS = /^replace-with-(user-task|service-task|receive-task|exclusive-gateway|parallel-gateway|inclusive-gateway|expanded-subprocess|none-start|none-end|terminate-end|timer-intermediate-catch|message-intermediate-catch|timer-boundary|message-boundary|error-boundary|sequence-flow|default-flow|conditional-flow)$/;
const ODD = /participant|data-object|data-store|group|lane|text-annotation|compensation|condition-|signal|toggle-(loop|sequential|is-collection|non-interrupting|participant)/;

function kept(entries, fits) {
  return Object.fromEntries(Object.entries(entries).filter(([id]) => fits(id)));
}

class OnlyWhatRuns {
  static $inject = ["palette", "popupMenu", "contextPad"];

  constructor(palette, popupMenu, contextPad) {
    const plain = (entries) => kept(entries, (id) => !ODD.test(id));
    const menu = (entries) => kept(entries, (id) => !id.startsWith("replace-with-") || RUNS.test(id));
    palette.registerProvider(500, { getPaletteEntries: () => plain });
    contextPad.registerProvider(500, { getContextPadEntries: () => plain, getMultiElementContextPadEntries: () => plain });
    const replace = { getPopupMenuEntries: () => menu, getPopupMenuHeaderEntries: () => plain };
    popupMenu.registerProvider("bpmn-replace", 500, replace);
  }
}

function translate(text, values = {}) {
  return (words[text] ?? text).replace(/{([^}]+)}/g, (whole, name) => values[name] ?? whole);
}

const own = { translate: ["value", translate], __init__: ["onlyWhatRuns"], onlyWhatRuns: ["type", OnlyWhatRuns] };
const colours = { defaultFillColor: "var(--raised)", defaultStrokeColor: "var(--ink)", defaultLabelColor: "var(--ink)" };
const face = { fontFamily: getComputedStyle(place).fontFamily, lineHeight: 1.3 };
const textRenderer = { defaultStyle: { ...face, fontSize: 11 }, externalStyle: { ...face, fontSize: 11 } };
const modeler = new window.BpmnJS({ container: place, additionalModules: [own], bpmnRenderer: colours, textRenderer });
let conditions = JSON.parse(document.getElementById("so-do-dieu-kien").textContent);
let isChanged = false, isFitting = false, isMoved = false;

function tell(text, faults = []) {
  const list = document.createElement("ul");
  for (const [place, words, lacksTime] of faults) {
    const item = list.appendChild(document.createElement("li"));
    if (!place) {
      item.textContent = words;
      continue;
    }
    const link = item.appendChild(document.createElement("button"));
    link.type = "button";
    link.className = "link";
    link.textContent = words;
    link.addEventListener("click", () => show(place));
    if (lacksTime) item.append(timeOf(place));
  }
  told.replaceChildren(text, ...(faults.length ? [list] : []));
}

// A timer that was just drawn says nothing of its time; the tool has no input for it.
function timeOf(id) {
  const asked = document.querySelector("[data-diagram-time]").content.cloneNode(true);
  const [amount, unit, done] = asked.querySelectorAll("input, select, button");
  done.addEventListener("click", () => {
    if (!/^[1-9]\d{0,3}$/.test(amount.value)) return amount.focus();
    const element = modeler.get("elementRegistry").get(id);
    const timeDuration = modeler.get("moddle").create("bpmn:FormalExpression", { body: unit.value.replace("0", amount.value) });
    modeler.get("modeling").updateModdleProperties(element, element.businessObject.eventDefinitions[0], { timeDuration });
    keep();
  });
  return asked;
}

function show(id) {
  const element = modeler.get("elementRegistry").get(id);
  if (!element) return;
  modeler.get("selection").select(element);
  modeler.get("canvas").scrollToElement(element, 120);
}

// The whole process beside the tools, but never so small that nobody can read it.
function fit() {
  const canvas = modeler.get("canvas");
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  const left = MARGIN + (place.querySelector(".djs-palette")?.checkVisibility() ? PALETTE : 0);
  const width = outer.width - left - MARGIN, height = outer.height - 2 * MARGIN;
  const scale = Math.max(SMALLEST, Math.min(1, width / inner.width, height / inner.height));
  isFitting = true;
  canvas.viewbox({ x: inner.x - left / scale, y: inner.y - MARGIN / scale, width: outer.width / scale, height: outer.height / scale });
  isFitting = false;
}

// Beside the middle of the longest part of a way: there nothing else is drawn so often.
function besideLongest(points) {
  const parts = points.slice(1).map((to, at) => [points[at], to]);
  const length = ([from, to]) => Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
  const [from, to] = parts.reduce((most, part) => (length(part) > length(most) ? part : most));
  const left = Math.min(...points.map(({ x }) => x)), top = Math.min(...points.map(({ y }) => y));
  const [x, y] = from.x === to.x ? [from.x + 4, (from.y + to.y) / 2 - 8] : [Math.min(from.x, to.x) + 4, from.y + 2];
  return { left: x - left, top: y - top };
}

// A way under a condition says it in words; the drawing itself stays as it is.
function sayConditions() {
  const overlays = modeler.get("overlays");
  for (const flow of modeler.get("elementRegistry").filter(({ type }) => type === "bpmn:SequenceFlow")) {
    const { conditionExpression, sourceRef, name } = flow.businessObject;
    const isRest = sourceRef.default === flow.businessObject && flow.source.outgoing.some((way) => way.businessObject.conditionExpression);
    const said = conditionExpression ? conditions[conditionExpression.body] : isRest ? form.dataset.otherwise : "";
    if (!said || name) continue;
    const html = document.createElement("span");
    html.className = "quiet small nowrap";
    html.textContent = said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
    html.title = said;
    overlays.add(flow, { position: besideLongest(flow.waypoints), html });
  }
}

async function draw(xml) {
  await modeler.importXML(xml);
  sayConditions();
  isMoved = false;
  fit();
  isChanged = false;
}

// XML is long and says the same again and again; packed, even the largest file fits into one form.
async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

async function keep() {
  const { xml } = await modeler.saveXML({ format: false });
  const body = new FormData(form);
  body.set("packed", await pack(xml));
  let answer;
  try {
    const response = await fetch(form.action, { method: "POST", body });
    if (response.status === 413) {
      tell(form.dataset.large);
      return;
    }
    answer = await response.json();
  } catch {
    tell(form.dataset.away);
    return;
  }
  if (answer.faults) {
    if (answer.revision) form.elements.revision.value = answer.revision; // the first try began the design
    tell(form.dataset.broken, answer.faults);
    return;
  }
  form.elements.revision.value = answer.revision;
  conditions = answer.conditions;
  await draw(answer.xml);
  tell(form.dataset.saved);
}

save.addEventListener("click", keep);
modeler.on("commandStack.changed", () => {
  isChanged = true;
  tell(form.dataset.unsaved);
});
window.addEventListener("beforeunload", (event) => {
  if (isChanged) event.preventDefault();
});
modeler.on("canvas.viewbox.changed", () => { isMoved ||= !isFitting; });
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    keep();
  }
});
await draw(JSON.parse(document.getElementById("so-do-xml").textContent));
new ResizeObserver(() => isMoved || fit()).observe(place);
