// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// What the walk by keyboard sees from inside a page: where it starts, each step, what was left out at the end, and
// shortcuts that act while Vietnamese is composed. Evaluated in the page by keyboard.py.

window.byKeyboard = (() => {
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe,"
    + " audio[controls], video[controls], [contenteditable], [tabindex]";
  const seen = (item) => item.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const words = (item) => `${item.tagName.toLowerCase()} “${(item.ariaLabel || item.innerText
    || item.labels?.[0]?.innerText || item.name || item.className).trim().replace(/\s+/g, " ").slice(0, 50)}”`;
  const ring = (item, pseudo) => {
    const style = getComputedStyle(item, pseudo);
    const none = style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1
      || /^rgba\(.*, 0\)$|transparent/.test(style.outlineColor);
    return { outline: none ? "" : `${style.outlineWidth} ${style.outlineColor}`, shadow: style.boxShadow };
  };
  const around = (item) => {
    const own = [ring(item), ring(item, "::before"), ring(item, "::after")];
    const others = [...(item.labels ?? [])];
    if (item.nextElementSibling) others.push(item.nextElementSibling);
    for (let up = item.parentElement, k = 0; up && k < 5; up = up.parentElement, k += 1) others.push(up);
    const near = others.map((one) => ring(one))
      .map(({ outline, shadow }) => ({ outline, shadow: shadow.includes("inset") ? shadow : "" }));
    return [...own, ...near];
  };
  const scroller = (item) => {
    let up = item.parentElement;
    while (up && up !== document.documentElement && !/auto|scroll/.test(getComputedStyle(up).overflowX + getComputedStyle(up).overflowY)) up = up.parentElement;
    return up === document.documentElement ? null : up;
  };
  const place = (item) => {
    const box = item.getBoundingClientRect();
    let x = 0, y = 0;
    for (let up = scroller(item); up; up = scroller(up)) {
      x += up.scrollLeft;
      y += up.scrollTop;
    }
    return { from: scroller(item), x, y, left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY, bottom: box.bottom + scrollY };
  };
  const moved = ({ x, y, left, right, top, bottom }) => ({ left: left + x, right: right + x, top: top + y, bottom: bottom + y });
  const fixed = (item) => {
    for (let up = item; up; up = up.parentElement)
      if (/fixed|sticky/.test(getComputedStyle(up).position)) return up;
    return null;
  };
  const menu = (item) => item.matches("summary") ? null : item.closest("details[data-menu]");
  const covered = (item) => {
    let box = item.getBoundingClientRect();
    if (box.width < 4 || box.height < 4) box = (item.labels?.[0] ?? item.parentElement).getBoundingClientRect();
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (right - left < 1 || bottom - top < 1) return "off the screen";
    for (const x of [0.5, 0.1, 0.9]) for (const y of [0.5, 0.15, 0.85]) {
      const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      if (hit && (item.contains(hit) || hit.contains(item) || [...(item.labels ?? [])].some((one) => one.contains(hit)))) return "";
    }
    return "covered";
  };
  const all = [...document.querySelectorAll(controls)].filter((item) => seen(item) && !item.disabled && !item.closest("[inert]"));
  const state = { met: new Set(), before: null, found: [] };
  const wrong = (what) => state.found.push(what);
  for (const item of all) if (item.tabIndex > 0) wrong(`forced place in the order: ${words(item)}`);
  const judgeLast = () => {
    if (!state.before) return;
    const { item, marks } = state.before;
    if (!item.isConnected || item.tagName === "IFRAME") return;
    const left = around(item);
    const told = marks.some((mark, k) => (mark.outline && mark.outline !== left[k].outline)
      || (mark.shadow !== left[k].shadow && mark.shadow !== "none"));
    if (!told) wrong(`focus cannot be seen: ${words(item)}`);
  };
  const judgeOrder = (item) => {
    const last = state.before;
    if (!last || fixed(item) !== fixed(last.item) || menu(item) !== menu(last.item)) return;
    const here = place(item), same = here.from === last.place.from;
    const from = same ? moved(last.place) : last.item.isConnected ? place(last.item) : last.place, to = same ? moved(here) : here, slack = 6;
    const back = to.bottom <= from.top + slack && to.left < from.right - slack;
    const left = to.right <= from.left + slack && Math.min(to.bottom, from.bottom) - Math.max(to.top, from.top) > slack
      && to.top < from.bottom - slack && to.bottom <= from.bottom + slack;
    if (back || left) wrong(`backwards from ${words(last.item)} to ${words(item)}`);
  };
  state.step = () => {
    const item = document.activeElement;
    if (!item || item === document.body) return "nowhere";
    if (state.before?.item === item) return item.tagName === "IFRAME" ? "inside" : "trapped";
    judgeLast();
    if (state.met.has(item)) {
      state.before = null;
      return item === state.start ? "round" : "elsewhere";
    }
    state.start ??= item;
    judgeOrder(item);
    if (item.tagName !== "IFRAME") {
      const hidden = covered(item);
      if (hidden) wrong(`focus ${hidden}: ${words(item)}`);
    }
    state.met.add(item);
    state.before = { item, marks: around(item), place: place(item) };
    return item.tagName === "SUMMARY" && !item.parentElement.open ? "closed" : "on";
  };
  state.end = () => {
    const group = (item) => item.type === "radio" && [...state.met].some((one) => one.type === "radio" && one.name === item.name && one.form === item.form);
    const part = (item) => item.closest("[role=listbox], [role=tablist], [role=menu], [role=grid], [role=radiogroup]:not(fieldset)");
    const target = (item) => item.hasAttribute("tabindex") && !item.matches("a[href], button, input, select, textarea, summary");
    const spare = (item) => item.tabIndex < 0 && item.matches(".visually-hidden");
    const framed = (item) => item.tagName === "IFRAME" && item.tabIndex >= 0;  // what is in it takes the focus once it is drawn
    for (const item of document.querySelectorAll(controls)) {
      if (!seen(item) || item.disabled || item.closest("[inert]") || state.met.has(item)) continue;
      if (!group(item) && !part(item) && !spare(item) && !target(item) && !framed(item)) wrong(`never reached: ${words(item)}`);
    }
    const reach = `${controls}, label, option`;
    for (const item of document.querySelectorAll("body *")) {
      const style = getComputedStyle(item);
      const root = style.cursor === "pointer" && getComputedStyle(item.parentElement).cursor !== "pointer";
      const called = item.hasAttribute("onclick") || item.matches("[role=button], [role=link], [role=checkbox], [role=switch]");
      if ((root || called) && seen(item) && !item.matches(reach) && !item.closest(reach) && !(root && item.querySelector(reach)))
        wrong(`by mouse only: ${words(item)}`);
    }
    return [...new Set(state.found)].slice(0, 12);
  };
  return state;
})();

// Put the keyboard before everything, wherever the page had put it.
window.byKeyboard.top = () => {
  const start = document.createElement("span");
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus();
  start.remove();
};

// Whether the first Tab came to the way past the frame, and it can be seen.
window.byKeyboard.first = () => {
  const item = document.activeElement;
  const to = item?.matches(".skip") && document.querySelector(item.getAttribute("href"));
  return Boolean(to) && item.getBoundingClientRect().top >= 0;
};

// Shortcuts that act while Vietnamese is composed, or letters that act alone.
window.byKeyboard.asleep = () => {
  const keys = [["F1"], ["F2"], ["F4"], ["F6"], ["F7"], ["F8"], ["F9"], ["F10"], ["Escape"], ["Enter"], [" "],
    ["k", 1], ["z", 1], ["p", 1], ["s", 1], ["Enter", 1], ["ArrowRight", 1], ["ArrowLeft", 1], [" ", 1]];
  const found = [], address = location.href;
  const field = document.querySelector("main input:not([type=hidden]):not([disabled]), main textarea") ?? document.body;
  const press = (target, key, ctrlKey, more) => {
    const event = new KeyboardEvent("keydown", { key, ctrlKey: !!ctrlKey, bubbles: true, cancelable: true, ...more });
    target.dispatchEvent(event);
    return event.defaultPrevented || document.querySelector("dialog[open]") || location.href !== address;
  };
  for (const target of [document.body, field]) {
    for (const [key, ctrl] of keys)
      for (const more of [{ isComposing: true }, { keyCode: 229 }])
        if (press(target, key, ctrl, more)) found.push(`${ctrl ? "Ctrl+" : ""}${key} while composing ${Object.keys(more)}`);
    for (const letter of "abcdefghijklmnopqrstuvwxyz0123456789?/")
      if (press(target, letter, false, {})) found.push(`the letter ${letter} alone`);
  }
  return found;
};
