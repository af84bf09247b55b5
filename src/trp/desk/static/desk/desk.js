// What pages do beyond plain HTML: shortcuts, focus, copying, keeping what was typed. Each has a plain equivalent.
"use strict";
document.documentElement.classList.remove("no-js");

const KEYS_OFF = "trp-keys-off";
const writes = (at) => at.closest("input, select, textarea, [contenteditable], dialog[open]");
const off = () => localStorage.getItem(KEYS_OFF) === "1";

// Focus goes to what is wrong, once the page is there.
function toProblem() {
  const found = document.querySelector("[data-focus]");
  if (found) found.focus();
}

// The list: one row is picked; focus comes back to the row that was left.
function rows() { return [...document.querySelectorAll("tr[data-case] a[data-open]")]; }
function pick(step) {
  const all = rows();
  if (!all.length) return;
  const now = all.findIndex((one) => one === document.activeElement);
  all[Math.max(0, Math.min(all.length - 1, now + step))].focus();
}
function remember(event) {
  const link = event.target.closest("tr[data-case] a[data-open]");
  if (link) sessionStorage.setItem("trp-row", link.closest("tr").dataset.case);
}
function comeBack() {
  const row = sessionStorage.getItem("trp-row");
  if (!row || !document.querySelector("[data-list]") || location.hash) return;
  sessionStorage.removeItem("trp-row");
  const link = document.querySelector(`tr[data-case="${CSS.escape(row)}"] a[data-open]`);
  if (link) link.focus();
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) link.click();
  return Boolean(link);
}
function picked(name) {
  const row = document.activeElement && document.activeElement.closest("tr[data-case]");
  const link = row ? row.querySelector(`[data-key="${name}"]`) : document.querySelector(`main [data-key="${name}"]`);
  if (link) link.click();
  return Boolean(link);
}
const KEYS = {
  "/": () => { const box = document.getElementById("search"); if (box) box.focus(); return Boolean(box); },
  g: () => follow('.bar a[data-place="queue"]'),
  j: () => { pick(1); return true; },
  k: () => { pick(-1); return true; },
  o: () => { const row = document.activeElement.closest("tr[data-case]"); if (row) row.querySelector("a[data-open]").click(); return Boolean(row); },
  a: () => picked("assign"),
  n: () => picked("note"),
  t: () => { const line = document.getElementById("timeline"); if (line) { line.scrollIntoView(); line.focus(); } return Boolean(line); },
  "?": () => { opens("keys"); return true; },
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || off() || writes(event.target)) return;
  const does = KEYS[event.key];
  if (does && does()) event.preventDefault();
});

function opens(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

// What is typed into a form is kept in this tab, for who typed it, until it is sent or given up; in either language.
const KEPT = "trp-form ", NOT_KEPT = ["csrfmiddlewaretoken", "key", "seen"];
const page = (address) => address.pathname.replace(/^\/(en|fr)\//, "/") + address.search;
function keptUnder() { return `${KEPT}${document.body.dataset.who} ${page(location)}`; }
function keep(event) {
  const form = event.target.closest("form[data-keep]");
  if (!form) return;
  const held = {};
  for (const [name, value] of new FormData(form)) if (!NOT_KEPT.includes(name)) (held[name] ||= []).push(value);
  sessionStorage.setItem(keptUnder(), JSON.stringify(held));
}
// Only a page that says it was done lets go of what was typed: a fault, a time-out or a sign-in in between does not.
function letGo() {
  const sent = sessionStorage.getItem("trp-sent");
  if (sent && document.querySelector(".done")) {
    sessionStorage.removeItem(sent);
    sessionStorage.removeItem("trp-sent");
  }
}
// Nobody is given what somebody else typed: it goes when that person signs out, or when another one comes.
function forgetAllBut(who) {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT) && !(who && key.startsWith(`${KEPT}${who} `))) sessionStorage.removeItem(key);
}
function giveBack() {
  const form = document.querySelector("form[data-keep]"), kept = sessionStorage.getItem(keptUnder());
  if (!form || form.dataset.keep === "sent" || !kept) return;
  // A page whose address fills a field was asked for just so: what was typed before is offered, and does not undo it.
  const filled = new URLSearchParams(location.search), other = document.referrer && page(new URL(document.referrer)) === page(location);
  const first = !other && [...form.elements].some((field) => field.name && filled.has(field.name));
  const offer = form.querySelector("[data-offers]");
  if (first && offer) offer.hidden = false;
  else fillIn(form, JSON.parse(kept));
}
function fillIn(form, held) {
  for (const field of form.elements) {
    if (!field.name || NOT_KEPT.includes(field.name) || field.type === "hidden" || field.type === "file") continue;
    const values = held[field.name] || [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
  }
  told(form, "[data-kept]");
}
function told(form, which) {
  for (const one of form.querySelectorAll("[data-kept], [data-offers]")) one.hidden = !(which && one.matches(which));
}
function forget(form) {
  sessionStorage.removeItem(keptUnder());
  form.reset();
  told(form, "");
}

// A citation opens the manual beside the page where there is room; else, and without this script, as a page of its own.
const ROOM = matchMedia("(min-width: 64rem)");
let askedFrom = null;
async function openBeside(link) {
  const panel = document.getElementById("beside"), body = document.getElementById("beside-body");
  let answer;
  try { answer = await fetch(link.href); } catch { location.href = link.href; return; }
  if (!answer.ok || answer.redirected) { location.href = link.href; return; }
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
  found.querySelectorAll(".back, script").forEach((one) => one.remove());
  // Names of places are not said twice in one page, and it keeps one first heading.
  for (const one of found.querySelectorAll("[id]")) one.id = `beside-${one.id}`;
  for (const name of ["for", "aria-labelledby", "aria-describedby"]) for (const one of found.querySelectorAll(`[${name}]`)) one.setAttribute(name, one.getAttribute(name).split(" ").map((id) => `beside-${id}`).join(" "));
  for (const one of found.querySelectorAll("a[href^='#']")) one.setAttribute("href", `#beside-${one.getAttribute("href").slice(1)}`);
  for (const one of found.querySelectorAll("h1")) { one.setAttribute("role", "heading"); one.setAttribute("aria-level", "2"); }
  if (!panel.contains(link)) askedFrom = link;
  body.replaceChildren(...found.childNodes);
  document.getElementById("beside-page").href = link.href;
  panel.hidden = false;
  document.body.classList.add("has-beside");
  panel.scrollTop = 0;
  panel.focus();
}
function closeBeside() {
  const panel = document.getElementById("beside");
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  document.body.classList.remove("has-beside");
  if (askedFrom) askedFrom.focus();
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !document.querySelector("dialog[open]")) closeBeside(); });

document.addEventListener("input", keep);
document.addEventListener("change", keep);
document.addEventListener("click", async (event) => {
  remember(event);
  const cited = event.target.closest("cite a");
  if (cited && ROOM.matches && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && document.getElementById("beside")) {
    event.preventDefault();
    openBeside(cited);
    return;
  }
  if (event.target.closest("[data-closes]")) closeBeside();
  if (event.target.closest("[data-drops]")) sessionStorage.removeItem(keptUnder());
  const drops = event.target.closest("[data-forgets]"), brings = event.target.closest("[data-brings]");
  if (drops) forget(drops.form);
  if (brings) fillIn(brings.form, JSON.parse(sessionStorage.getItem(keptUnder()) || "{}"));
  const opener = event.target.closest("[data-opens]");
  if (opener) opens(opener.dataset.opens);
  const copier = event.target.closest("[data-copies]");
  if (copier) {
    const text = document.getElementById(copier.dataset.copies).textContent;
    try { await navigator.clipboard.writeText(text); } catch { getSelection().selectAllChildren(document.getElementById(copier.dataset.copies)); return; }
    const told = copier.parentElement.querySelector("[role=status]");
    if (told) told.textContent = copier.dataset.done;
  }
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("form[data-keep]")) sessionStorage.setItem("trp-sent", keptUnder());
  if (form.matches("[data-leaves]")) forgetAllBut("");
  // A second press while the first is under way does nothing; the key of the form keeps the same promise.
  if (form.method === "post") {
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = "1";
  }
});
addEventListener("pageshow", (event) => { if (event.persisted) document.querySelectorAll("[data-sending]").forEach((form) => delete form.dataset.sending); });
addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("keys-off");
  if (box) {
    box.checked = off();
    box.addEventListener("change", () => localStorage.setItem(KEYS_OFF, box.checked ? "1" : "0"));
  }
  if (document.body.dataset.who) forgetAllBut(document.body.dataset.who);
  letGo();
  giveBack();
  toProblem();
  comeBack();
});
