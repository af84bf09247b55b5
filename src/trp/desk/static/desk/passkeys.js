// Passkeys: the browser asks for a finger, a face or a PIN at the press of a button. Without this, a password and a code do the same.
"use strict";
(() => {
  const able = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON && PublicKeyCredential.parseCreationOptionsFromJSON;
  async function answer(form) {
    let options = form.dataset.options && JSON.parse(form.dataset.options);
    if (!options) options = await (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
    return form.dataset.passkey === "create"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const cannot = document.getElementById("no-passkeys");
    if (!able) continue;
    form.hidden = false;
    if (cannot) cannot.hidden = true;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation(); // it is sent below, once
      const told = form.querySelector("[data-passkey-failed]");
      told.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify((await answer(form)).toJSON());
      } catch {
        told.hidden = false;
        return;
      }
      form.submit();
    });
  }
})();
