// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Shows and hides questions while somebody answers. The server decides again when the page is sent.
(function () {
  "use strict";

  function texts(box, name) {
    const inputs = Array.from(box.querySelectorAll("input, select, textarea"));
    return inputs
      .filter((input) => input.name === name && (!/^(radio|checkbox)$/.test(input.type) || input.checked))
      .map((input) => input.value.trim())
      .filter((text) => text !== "");
  }

  function dateOf(day, month, year) {
    const digits = `${day}${month}${year}`;
    const whole = month || year ? [day, month, year] : (/^(\d{2})(\d{2})(\d{4})$/.exec(digits) || []).slice(1);
    if (whole.length !== 3 || !/^\d{4}$/.test(whole[2])) {
      const typed = /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})$/.exec(day);
      return typed ? `${typed[3]}-${typed[2].padStart(2, "0")}-${typed[1].padStart(2, "0")}` : null;
    }
    return `${whole[2]}-${whole[1].padStart(2, "0")}-${whole[0].padStart(2, "0")}`;
  }

  function numberOf(text) {
    const plain = text.replace(/[.\s]/g, "").replace(",", ".").replace(/(đ|đồng)$/i, "");
    return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
  }

  function timeOf(text) {
    const typed = /^(\d{1,2})\s*(?:[:.h]|giờ|g)\s*(?:(\d{1,2})\s*(?:phút|p)?)?$/i.exec(text) || /^(\d{2})(\d{2})$/.exec(text);
    if (!typed || Number(typed[1]) > 23 || Number(typed[2] || 0) > 59) return null;
    return `${typed[1].padStart(2, "0")}:${(typed[2] || "").padStart(2, "0")}`;
  }

  // A person or an organisation: every part under its name; dates of parts have three inputs.
  function partsOf(box, name) {
    const found = {};
    for (const input of box.querySelectorAll("input[name]")) {
      const part = input.name.slice(name.length + 1).replace(/_(day|month|year)$/, "");
      const one = (suffix = "") => texts(box, `${name}_${part}${suffix}`)[0] || "";
      const whole = `${name}_${part}` === input.name;
      const value = whole ? one() : dateOf(one("_day"), one("_month"), one("_year"));
      if (value) found[part] = value;
    }
    return Object.keys(found).length ? found : null;
  }

  // A table of rows: every row as its questions say.
  function rowsOf(box) {
    const rows = [];
    for (const inner of box.querySelectorAll("[data-question]")) {
      const [index, key] = inner.dataset.question.slice(box.dataset.question.length + 1).split(".");
      rows[Number(index)] ??= {};
      const value = inner.hidden ? null : answerOf(inner);
      if (value !== null) rows[Number(index)][key] = value;
    }
    const filled = rows.filter((row) => row && Object.keys(row).length);
    return filled.length ? filled : null;
  }

  // The typed answer of one question, as the server would read it; null when unanswered.
  function answerOf(box) {
    const name = box.dataset.question;
    const one = (key) => texts(box, key)[0] || "";
    switch (box.dataset.kind) {
      case "date":
        return dateOf(one(`${name}_day`) || one(name), one(`${name}_month`), one(`${name}_year`));
      case "yes_no":
        return { yes: true, no: false }[one(name)] ?? null;
      case "number":
      case "money":
        return numberOf(one(name));
      case "address":
        return one(`${name}_division`)
          ? { division: null, division_text: one(`${name}_division`), detail: one(`${name}_detail`) }
          : null;
      case "time":
        return timeOf(one(name));
      case "person":
      case "organisation":
        return partsOf(box, name);
      case "repeat":
        return rowsOf(box);
      case "computed":
        return computed.get(box) ?? null;
      case "section":
        return null;
      case "choice": {
        const chosen = texts(box, name);
        return box.querySelector("input[type=checkbox]") ? (chosen.length ? chosen : null) : chosen[0] || null;
      }
      default:
        return one(name) || null;
    }
  }

  const computed = new WeakMap();
  const FIGURES = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 6 });

  function inWords(value, formula) {
    if (value === null) return "–";
    if (formula.result === "date") return value.split("-").reverse().join("/");
    if (formula.result === "yes_no") return value ? formula.yes : formula.no;
    if (formula.result === "text") return value;
    return FIGURES.format(value) + (formula.suffix ? `\u00a0${formula.suffix}` : "");
  }

  function compute(box, scope, today) {
    const output = box.querySelector("output[data-formula]");
    const formula = JSON.parse(output.dataset.formula);
    const value = window.LienThongConditions.compute(formula, scope, today);
    const same = computed.get(box) === value;
    computed.set(box, value);
    if (!same) output.textContent = inWords(value, formula);
    return !same;
  }

  // A condition may look at a question that stands further down: what a pass found serves the next one.
  const MOST_PASSES = 4;

  // The answers of the row in which a question stands, as far as it is filled in before it.
  function rowOf(table, box) {
    const prefix = box.dataset.question.split(".").slice(0, 2).join(".");
    const row = {};
    for (const inner of table.querySelectorAll(`[data-question^="${prefix}."]`)) {
      if (inner === box) break;
      const value = inner.hidden ? null : answerOf(inner);
      if (value !== null) row[inner.dataset.question.split(".")[2]] = value;
    }
    return row;
  }

  function pass(form, answers) {
    let changed = false;
    for (const box of form.querySelectorAll("[data-question]")) {
      const condition = box.dataset.showIf;
      const key = box.dataset.question.split(".").pop();
      const row = box.parentElement.closest("[data-question]");
      const scope = row ? { ...answers, ...rowOf(row, box) } : answers;
      const shown = !condition || window.LienThongConditions.evaluate(JSON.parse(condition), scope, form.dataset.today) === true;
      changed ||= box.hidden === shown;
      box.hidden = !shown;
      if (box.dataset.kind === "computed" && compute(box, scope, form.dataset.today)) changed = true;
      if (!row) answers[key] = shown ? answerOf(box) : null;
    }
    return changed;
  }

  function update(form) {
    const answers = JSON.parse(form.dataset.known || "{}");
    pass(form, answers);
    for (let left = MOST_PASSES - 1; left > 0 && pass(form, answers); left -= 1);
  }

  function start(form) {
    for (const words of form.querySelectorAll("[data-when]")) words.hidden = true;
    form.addEventListener("input", () => update(form));
    form.addEventListener("change", () => update(form));
    update(form);
  }

  const startAll = () => document.querySelectorAll("form[data-form-page]").forEach(start);
  document.addEventListener("redrawn", startAll); // the preview of the editor has drawn another page
  startAll();
})();
