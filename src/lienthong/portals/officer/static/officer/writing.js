// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The body of a document is written as it will be printed: paragraphs, bold, lists, tables; what is pasted is
// brought down to these. Without this script the text area takes plain text, a line for a paragraph.
const KEPT = new Set("P BR B STRONG I EM U UL OL LI TABLE THEAD TBODY TR TH TD".split(" "));
const DROPPED = new Set("SCRIPT STYLE TITLE META LINK HEAD XML".split(" "));
const SPANS = ["colspan", "rowspan"];

function tidied(from) {
  const made = document.createDocumentFragment();
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) made.append(node.data.replace(/\s+/g, " "));
    if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.tagName)) continue;
    const inner = tidied(node);
    const name = /^(DIV|H[1-6])$/.test(node.tagName) ? "P" : node.tagName;
    if (!KEPT.has(name)) { made.append(inner); continue; }
    const element = document.createElement(name);
    for (const span of SPANS) if (node.hasAttribute(span)) element.setAttribute(span, node.getAttribute(span));
    element.append(inner);
    made.append(element);
  }
  return made;
}

function read(text) {
  if (/<\/?(p|br|b|strong|i|em|u|ul|ol|li|table|div|h[1-6])\b/i.test(text)) {
    return tidied(new DOMParser().parseFromString(text, "text/html").body);
  }
  const made = document.createDocumentFragment();
  for (const line of text.split(/\r?\n/).filter((one) => one.trim())) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line.trim();
    made.append(paragraph);
  }
  return made;
}

function cellsOf(count) {
  const row = document.createElement("tr");
  for (let number = 0; number < count; number += 1) row.append(document.createElement("td"));
  return row;
}

function put(page, fragment) {
  const holder = document.createElement("div");
  holder.append(fragment);
  page.focus();
  document.execCommand("insertHTML", false, holder.innerHTML);
}

const acts = {
  table(page) {
    const table = document.createElement("table");
    const body = table.createTBody();
    body.append(cellsOf(3), cellsOf(3));
    for (const cell of body.querySelectorAll("td")) cell.append(document.createElement("br"));
    const made = document.createDocumentFragment();
    made.append(table, document.createElement("p"));
    put(page, made);
  },
  row(page) {
    const at = document.getSelection().anchorNode;
    const row = (at?.nodeType === Node.ELEMENT_NODE ? at : at?.parentElement)?.closest("tr");
    if (row && page.contains(row)) row.after(cellsOf(row.cells.length));
  },
};

function beginWriting(form, place) {
  const area = place.querySelector("textarea");
  const label = form.querySelector(`label[for="${area.id}"]`);
  const tools = form.querySelector("[data-tools]").content.cloneNode(true).firstElementChild;
  const page = document.createElement("div");
  page.className = "writing__page";
  page.id = `${area.id}-trang`;
  page.contentEditable = "true";
  for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-label", label.textContent.trim()], ["lang", "vi"]]) page.setAttribute(name, value);
  page.append(read(area.value));
  if (!page.hasChildNodes()) page.append(document.createElement("p"));
  if (!page.textContent) page.firstElementChild?.append(document.createElement("br"));
  area.before(tools, page);
  area.hidden = true;
  label.addEventListener("click", () => page.focus());
  document.execCommand("defaultParagraphSeparator", false, "p");
  document.execCommand("styleWithCSS", false, false);
  const keep = () => { area.value = page.textContent.trim() ? page.innerHTML : ""; };
  tools.addEventListener("mousedown", (event) => event.preventDefault());
  tools.addEventListener("click", (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    if (!name) return;
    page.focus();
    if (acts[name]) acts[name](page); else document.execCommand(name);
    keep();
  });
  page.addEventListener("paste", (event) => {
    event.preventDefault();
    const html = event.clipboardData.getData("text/html");
    put(page, read(html || event.clipboardData.getData("text/plain")));
    keep();
  });
  page.addEventListener("input", keep);
  form.addEventListener("submit", keep);
}

for (const form of document.querySelectorAll("[data-writing]")) {
  for (const place of form.querySelectorAll("[data-body]")) beginWriting(form, place);
}
