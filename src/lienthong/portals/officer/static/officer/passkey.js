// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// Passkeys: asks the browser to make or to show one and puts the answer into the form.

const decode = (text) => {
  const base = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base), (letter) => letter.charCodeAt(0)).buffer;
};
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const named = (list) => (list ?? []).map((one) => ({ ...one, id: decode(one.id) }));

function toMake({ publicKey }) {
  const user = { ...publicKey.user, id: decode(publicKey.user.id) };
  return { publicKey: { ...publicKey, user, challenge: decode(publicKey.challenge), excludeCredentials: named(publicKey.excludeCredentials) } };
}

function toShow({ publicKey }) {
  return { publicKey: { ...publicKey, challenge: decode(publicKey.challenge), allowCredentials: named(publicKey.allowCredentials) } };
}

function answer(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: encode(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = encode(response[name]);
  }
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}

async function options(form) {
  if (!form.dataset.passkeyUrl) return JSON.parse(document.getElementById("passkey-options").textContent);
  const asked = await fetch(form.dataset.passkeyUrl, { headers: { Accept: "application/json" } });
  if (!asked.ok) throw new Error(String(asked.status));
  return asked.json();
}

async function ceremony(form) {
  const asked = await options(form);
  return form.dataset.passkey === "make" ? navigator.credentials.create(toMake(asked)) : navigator.credentials.get(toShow(asked));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const failed = form.querySelector("[data-passkey-failed]");
  const ready = window.PublicKeyCredential !== undefined;
  form.querySelector("[data-passkey-missing]").hidden = ready;
  form.querySelector("[type=submit]").disabled = !ready;
  form.addEventListener("submit", async (event) => {
    const field = form.elements.namedItem("credential");
    if (field.value) return;
    event.preventDefault();
    if (!form.reportValidity()) return;
    failed.hidden = true;
    try {
      field.value = JSON.stringify(answer(await ceremony(form)));
    } catch {
      failed.hidden = false;
      failed.focus();
      return;
    }
    form.requestSubmit();
  });
}
