// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Computes the digest of a PDF in the browser; only the digest is sent.

for (const form of document.querySelectorAll("form[data-verify-file]")) {
  form.addEventListener("change", async (event) => {
    const file = event.target.files?.[0];
    if (!file || !crypto.subtle) return;
    form.querySelector("[data-verify-status]").textContent = file.name;
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
    form.elements.sha256.value = hex.join("");
    form.submit();
  });
}
