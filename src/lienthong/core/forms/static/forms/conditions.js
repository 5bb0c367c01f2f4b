// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The condition language of forms in the browser. Same meaning as domain/conditions.py; both are
// proven by reference/condition_vectors.json. Without this file every question stays visible with
// its condition in words, and the server drops answers that do not belong.
(function () {
  "use strict";

  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  function parts(value) {
    if (typeof value !== "string" || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) return null;
    const [year, month, day] = value.split("-").map(Number);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null;
    return { year, month, day };
  }

  function monthLength(year, month) {
    if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
    return [4, 6, 9, 11].includes(month) ? 30 : 31;
  }

  function dayNumber(date) {
    const moment = new Date(0);
    moment.setUTCFullYear(date.year, date.month - 1, date.day);
    return Math.round(moment.getTime() / 86400000);
  }

  function isoText(number) {
    const moment = new Date(number * 86400000);
    const year = moment.getUTCFullYear();
    if (Number.isNaN(year) || year < 1 || year > 9999) return null;
    const pad = (n, width) => String(n).padStart(width, "0");
    return `${pad(year, 4)}-${pad(moment.getUTCMonth() + 1, 2)}-${pad(moment.getUTCDate(), 2)}`;
  }

  function moved(date, moves) {
    if (!isObject(moves)) throw new Error("a move has years, months and days");
    for (const [name, amount] of Object.entries(moves)) {
      if (!["years", "months", "days"].includes(name) || !Number.isInteger(amount)) {
        throw new Error("a move has years, months and days");
      }
    }
    if (date === null) return null;
    const index = date.year * 12 + date.month - 1 + (moves.years || 0) * 12 + (moves.months || 0);
    const year = Math.floor(index / 12);
    const month = index - year * 12 + 1;
    if (year < 1 || year > 9999) return null;
    const day = Math.min(date.day, monthLength(year, month));
    return isoText(dayNumber({ year, month, day }) + (moves.days || 0));
  }

  function age(born, today) {
    const before = today.month < born.month || (today.month === born.month && today.day < born.day);
    return today.year - born.year - (before ? 1 : 0);
  }

  function same(left, right) {
    if (left === null || right === null) return left === right;
    return ["string", "number", "boolean"].includes(typeof left) && left === right;
  }

  function pair(argument) {
    if (!Array.isArray(argument) || argument.length !== 2) throw new Error("two arguments expected");
    return argument;
  }

  function conditions(argument) {
    if (!Array.isArray(argument) || !argument.length) throw new Error("a list of conditions expected");
    return argument;
  }

  const isTime = (value) => typeof value === "string" && /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(value);

  function ordered(test) {
    return (argument, run) => {
      let [left, right] = pair(argument).map(run);
      if (isTime(left) && isTime(right)) return test(left, right);
      if (typeof left !== "number" || typeof right !== "number") {
        [left, right] = [parts(left), parts(right)];
        if (left === null || right === null) return false;
        [left, right] = [dayNumber(left), dayNumber(right)];
      }
      return test(left, right);
    };
  }

  function isEmpty(value) {
    if (value === null || value === "") return true;
    if (Array.isArray(value)) return value.length === 0;
    return isObject(value) && Object.keys(value).length === 0;
  }

  function look(path, answers) {
    if (typeof path !== "string") throw new Error("field needs a key");
    return path.split(".").reduce((value, part) => {
      const found = isObject(value) && Object.hasOwn(value, part) ? value[part] : null;
      return found === undefined ? null : found;
    }, answers);
  }

  // Numbers stay below 1e15: that far the server counts alike. Minus nought is nought.
  const LARGEST = 1e15;
  const kept = (value) => (Math.abs(value) < LARGEST ? value + 0 : null);

  function counted(argument, run, step) {
    const values = conditions(argument).map(run);
    return values.every((value) => typeof value === "number") ? kept(values.reduce(step)) : null;
  }

  function inText(value) {
    if (typeof value === "string") return value;
    if (typeof value !== "number" || Math.abs(value) >= LARGEST) return "";
    const rest = Math.floor((Math.abs(value) - Math.floor(Math.abs(value))) * 1e6 + 0.5);
    const whole = Math.floor(Math.abs(value)) + (rest === 1e6 ? 1 : 0);
    const decimals = String(rest % 1e6).padStart(6, "0").replace(/0+$/, "");
    return (value < 0 && whole + rest ? "-" : "") + String(whole) + (decimals && `,${decimals}`);
  }

  const OPERATORS = {
    field: (argument, run, answers) => look(argument, answers),
    and: (argument, run) => conditions(argument).every((item) => run(item) === true),
    or: (argument, run) => conditions(argument).some((item) => run(item) === true),
    not: (argument, run) => run(argument) !== true,
    eq: (argument, run) => same(...pair(argument).map(run)),
    ne: (argument, run) => !same(...pair(argument).map(run)),
    lt: ordered((a, b) => a < b),
    le: ordered((a, b) => a <= b),
    gt: ordered((a, b) => a > b),
    ge: ordered((a, b) => a >= b),
    in: (argument, run) => {
      const [value, items] = pair(argument).map(run);
      return Array.isArray(items) && items.some((item) => same(value, item));
    },
    empty: (argument, run) => isEmpty(run(argument)),
    count: (argument, run) => {
      const value = run(argument);
      return Array.isArray(value) ? value.length : 0;
    },
    today: (argument, run, answers, today) => moved(parts(today), argument),
    shift: (argument, run) => moved(parts(run(pair(argument)[0])), argument[1]),
    age: (argument, run, answers, today) => {
      const born = parts(run(argument));
      return born === null ? null : age(born, parts(today));
    },
    days_since: (argument, run, answers, today) => {
      const day = parts(run(argument));
      return day === null ? null : dayNumber(parts(today)) - dayNumber(day);
    },
    add: (argument, run) => counted(argument, run, (a, b) => a + b),
    mul: (argument, run) => counted(argument, run, (a, b) => a * b),
    sub: (argument, run) => counted(pair(argument), run, (a, b) => a - b),
    div: (argument, run) => counted(pair(argument), run, (a, b) => (b === 0 ? NaN : a / b)),
    sum: (argument, run) => {
      const [rows, column] = pair(argument);
      if (typeof column !== "string") throw new Error("sum needs a column");
      const items = run(rows);
      const cells = (Array.isArray(items) ? items : []).map((item) => look(column, item));
      return kept(cells.filter((cell) => typeof cell === "number").reduce((a, b) => a + b, 0));
    },
    if: (argument, run) => {
      if (!Array.isArray(argument) || argument.length !== 3) throw new Error("if needs three parts");
      return run(argument[run(argument[0]) === true ? 1 : 2]);
    },
    join: (argument, run) => conditions(argument).map(run).map(inText).join(""),
  };

  function evaluate(expression, answers, today) {
    const run = (item) => evaluate(item, answers, today);
    if (Array.isArray(expression)) return expression.map(run);
    if (!isObject(expression)) return expression;
    const names = Object.keys(expression);
    if (names.length !== 1) throw new Error("one operator per object");
    if (!Object.hasOwn(OPERATORS, names[0])) throw new Error("unknown operator " + names[0]);
    return OPERATORS[names[0]](expression[names[0]], run, answers, today);
  }

  // The value of a computed question: of the declared sort, halves away from zero. See computing.py.
  function compute(formula, answers, today) {
    const value = evaluate(formula.value, answers, today);
    if (formula.result === "date") return parts(value) === null ? null : value;
    if (formula.result === "yes_no") return typeof value === "boolean" ? value : null;
    if (formula.result === "text") return typeof value === "string" && value ? value : null;
    if (typeof value !== "number") return null;
    const factor = 10 ** (formula.result === "money" ? 0 : formula.decimals);
    const steps = Math.floor(Math.abs(value) * factor + 0.5);
    return (value >= 0 ? steps / factor : -steps / factor) + 0;
  }

  window.LienThongConditions = { evaluate, compute };
})();
