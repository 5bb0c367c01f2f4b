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
      case "choice": {
        const chosen = texts(box, name);
        return box.querySelector("input[type=checkbox]") ? (chosen.length ? chosen : null) : chosen[0] || null;
      }
      default:
        return one(name) || null;
    }
  }

  // A condition may look at a question that stands further down: what a pass found serves the next one.
  const MOST_PASSES = 4;

  function pass(form, answers) {
    let changed = false;
    for (const box of form.querySelectorAll("[data-question]")) {
      const condition = box.dataset.showIf;
      const key = box.dataset.question.split(".").pop();
      const scope = { ...answers };
      const shown = !condition || window.LienThongConditions.evaluate(JSON.parse(condition), scope, form.dataset.today) === true;
      changed ||= box.hidden === shown;
      box.hidden = !shown;
      answers[key] = shown ? answerOf(box) : null;
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

  document.querySelectorAll("form[data-form-page]").forEach(start);
})();
