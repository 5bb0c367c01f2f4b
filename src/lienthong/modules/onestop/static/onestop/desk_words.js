// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Wordings that the desk used lately and names of places: offered as lists, completed from a few letters.

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
const wordsOf = (text) => fold(text).split(/[\s,–-]+/).filter(Boolean);

export function offerLists(form) {
  for (const list of form.querySelectorAll("datalist[data-recall]")) {
    form.elements[list.dataset.recall]?.setAttribute("list", list.id);
  }
  for (const field of form.querySelectorAll('input[name$="_division"]')) field.setAttribute("list", "dia-danh");
}

// "cuba" becomes the one wording with such a word; a text of half its length or more is left alone.
export function complete(field) {
  const typed = field.value.trim();
  if (!typed || !field.list) return;
  const wanted = wordsOf(typed);
  const fits = (text) => {
    const words = wordsOf(text);
    return typed.length * 2 <= text.length && wanted.every((word) => words.some((one) => one.startsWith(word)));
  };
  const found = [...field.list.options].map((option) => option.value).filter(fits);
  if (found.length !== 1) return;
  field.value = found[0];
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
