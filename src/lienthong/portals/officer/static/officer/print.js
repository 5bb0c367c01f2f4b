// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// The button of a print view.

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
