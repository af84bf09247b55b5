// The self-check without leaving its page, so that the Back button of the browser works: an answer to a form that was
// posted is kept by no browser here, and could not be shown again. What was sent is kept with the entry of the history
// alone, and sent once more on the way back. Without this file the forms are posted as they are.
"use strict";

let newest = 0; // answers to what was asked before are passed over
let leaving = "";

const place = () => (history.state && history.state.place) || 0;

async function ask(address, body) {
  document.querySelector("main").setAttribute("aria-busy", "true"); // until another page takes its place
  const options = { credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" };
  const found = await fetch(address, body ? { ...options, method: "POST", body: new URLSearchParams(body) } : options);
  return new DOMParser().parseFromString(await found.text(), "text/html");
}

function show(page) {
  for (const one of page.querySelectorAll("noscript")) one.remove();
  document.documentElement.lang = page.documentElement.lang;
  document.title = page.title;
  document.body.replaceChildren(...page.body.childNodes);
  scrollTo(0, 0);
  const arrived = document.querySelector("[data-focus]") || document.querySelector("[data-arrive]");
  if (arrived) arrived.focus();
}

// The page of the entry at hand, asked for as it was asked for then.
async function again() {
  const mine = ++newest;
  try {
    const page = await ask(location.href, history.state && history.state.body);
    if (mine === newest) show(page);
  } catch {
    location.reload();
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter;
  if (form.id !== "check" || form.dataset.plain) return;
  event.preventDefault();
  const sent = new URLSearchParams(new FormData(form)), here = new URLSearchParams(sent);
  if (button && button.name) sent.append(button.name, button.value);
  here.set("go", "stay"); // coming back, one finds what was chosen
  const address = (button && button.getAttribute("formaction")) || form.getAttribute("action");
  const mine = ++newest;
  try {
    const page = await ask(address, sent.toString());
    if (mine !== newest) return;
    history.replaceState({ body: here.toString(), place: place() }, "");
    history.pushState({ body: sent.toString(), place: place() + 1 }, "", address);
    show(page);
  } catch {
    form.dataset.plain = "yes";
    form.requestSubmit(button);
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const to = link.getAttribute("href");
  if (to.startsWith("#")) { // a place on this page is no entry of the history
    event.preventDefault();
    document.querySelector(to).focus();
  } else if (link.matches(".leave")) {
    event.preventDefault();
    leave(to);
  } else if (to === location.pathname) { // to start again is to go on: the way back stays
    event.preventDefault();
    history.pushState({ body: "", place: place() + 1 }, "");
    again();
  }
});

// Whoever leaves in haste leaves nothing to come back to: the entries that hold answers are gone.
function leave(to) {
  document.body.replaceChildren();
  document.title = "";
  newest++;
  leaving = to;
  if (place()) history.go(-place());
  else gone();
}
function gone() {
  history.replaceState(null, "");
  history.pushState(null, "");
  location.replace(leaving);
}

addEventListener("popstate", () => (leaving ? gone() : again()));
// The page was loaded anew, or one comes back from another; who opens its address begins.
if (performance.getEntriesByType("navigation")[0].type === "navigate") history.replaceState(null, "");
else if (history.state && history.state.body) again();
