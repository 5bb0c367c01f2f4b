// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The diagram of a process in bpmn-js. What is drawn is sent as XML; the server answers the diagram
// as the table has it, or names what it cannot take.
const form = document.querySelector("[data-diagram-form]");
const told = document.querySelector("[data-diagram-told]");
const save = document.querySelector("[data-diagram-save]");
const modeler = new window.BpmnJS({ container: document.querySelector("[data-diagram]") });
let isChanged = false;

function tell(text, faults = []) {
  const list = document.createElement("ul");
  for (const [place, words] of faults) {
    const item = list.appendChild(document.createElement("li"));
    const link = item.appendChild(document.createElement("button"));
    link.type = "button";
    link.className = "link";
    link.textContent = words;
    link.addEventListener("click", () => show(place));
  }
  told.replaceChildren(text, ...(faults.length ? [list] : []));
}

function show(id) {
  const element = modeler.get("elementRegistry").get(id);
  if (!element) return;
  modeler.get("selection").select(element);
  modeler.get("canvas").scrollToElement(element, 120);
}

async function draw(xml) {
  await modeler.importXML(xml);
  modeler.get("canvas").zoom("fit-viewport");
  isChanged = false;
}

async function keep() {
  const { xml } = await modeler.saveXML({ format: false });
  form.elements.xml.value = xml;
  const body = new URLSearchParams(new FormData(form));
  let answer;
  try {
    const response = await fetch(form.action, { method: "POST", body });
    answer = await response.json();
  } catch {
    tell(form.dataset.away);
    return;
  }
  if (answer.faults) {
    tell(form.dataset.broken, answer.faults);
    return;
  }
  form.elements.revision.value = answer.revision;
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
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    keep();
  }
});
await draw(form.elements.xml.value);
