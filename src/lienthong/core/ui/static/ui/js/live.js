// SPDX-FileCopyrightText: Liên Thông contributors
// SPDX-License-Identifier: Apache-2.0
// What happens, as it happens: one connection for a whole browser. The tabs of an account choose who holds it (a
// lock that the next one gets when its holder closes); the holder tells the others. Others listen to "lt:<event>".

const RENEW_AFTER = 5000; // milliseconds before a refused connection is tried again with a new permit
const BEAT = 15000; // milliseconds between two signs of life of this screen
const { live: name, liveStream: first, liveUrl: renewal } = document.body.dataset;
const channel = name && "BroadcastChannel" in window ? new BroadcastChannel(`lienthong-${name}`) : null;

function hear({ event, data }) {
  document.dispatchEvent(new CustomEvent(`lt:${event}`, { detail: data }));
}

function tell(event, data) {
  channel.postMessage({ event, data });
  hear({ event, data });
}

// Answers nothing to whoever is no longer signed in; "isAway" while the server does not answer.
async function news() {
  const answer = await fetch(renewal, { headers: { accept: "application/json" } }).catch(() => null);
  if (!answer || answer.status >= 500) return { isAway: true };
  if (!answer.ok || answer.redirected) return {};
  const found = await answer.json();
  tell("news", found);
  return found;
}

function listen(address) {
  const source = new EventSource(address);
  let wasLost = false;
  source.addEventListener("message", news);
  for (const event of ["presence", "photos"]) {
    source.addEventListener(event, (heard) => tell(event, JSON.parse(heard.data)));
  }
  source.addEventListener("ended", () => {
    source.close();
    renew(true);
  });
  source.addEventListener("open", () => {
    tell("state", { isOpen: true });
    if (wasLost) news(); // what was told meanwhile
    wasLost = false;
  });
  source.addEventListener("error", () => {
    tell("state", { isOpen: false });
    wasLost = true;
    if (source.readyState === EventSource.CLOSED) setTimeout(renew, RENEW_AFTER);
  });
}

async function renew(wasEnded = false) {
  const { isAway, stream } = await news();
  if (isAway) setTimeout(renew, RENEW_AFTER, wasEnded);
  else if (stream) listen(stream);
  else if (wasEnded) tell("ended", null);
}

function lead() {
  listen(first);
  return new Promise(() => {}); // held until the tab closes
}

if (channel && navigator.locks) {
  channel.addEventListener("message", (heard) => hear(heard.data));
  navigator.locks.request(`lienthong-${name}`, lead);
}

document.addEventListener("lt:ended", () => location.reload()); // ended elsewhere: nothing stays on the screen

// The bell

const bell = document.querySelector("[data-bell]");

function ring({ unread, words, newest }) {
  bell.querySelector("[data-bell-words]").textContent = words;
  const dot = bell.querySelector(".dot");
  if (!unread) dot?.remove();
  else if (!dot) bell.querySelector("summary").insertAdjacentHTML("beforeend", '<span class="dot" aria-hidden="true"></span>');
  bell.querySelector("[data-bell-news]").textContent = newest;
  const panel = bell.querySelector(".bell__panel");
  if (bell.open) window.htmx?.ajax("GET", panel.getAttribute("hx-get"), { target: panel });
}

if (bell) document.addEventListener("lt:news", (event) => ring(event.detail));

// Who else is here

const place = document.querySelector("[data-presence]");

function show({ topic, who }) {
  if (topic !== place.dataset.presence) return;
  const list = place.querySelector("ul");
  list.replaceChildren(...who.map(({ name: person, mode }) => {
    const line = document.createElement("li");
    line.className = `presence__one is-${mode}`;
    line.textContent = `${person} ${mode === "edit" ? place.dataset.edit : place.dataset.view}`;
    return line;
  }));
  place.hidden = who.length === 0;
}

// The page was open for longer than its permit: it asks for itself again, with the rights of now.
async function mayStay() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer || answer.status >= 500) return true;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const address = page.querySelector("[data-presence]")?.dataset.address;
  if (address) place.dataset.address = address;
  return Boolean(address);
}

function stay() {
  const tab = Math.random().toString(36).slice(2);
  let mode = "view";
  let timer = 0;
  const body = (what) => new URLSearchParams({ tab, mode: what });
  const beat = async () => {
    const answer = await fetch(place.dataset.address, { method: "POST", body: body(mode) }).catch(() => null);
    if (answer?.ok) show(await answer.json());
    else if (answer?.status === 403 && !(await mayStay())) clearInterval(timer);
  };
  timer = setInterval(beat, BEAT);
  beat();
  document.addEventListener("input", (event) => {
    if (mode === "edit" || event.target.form?.method !== "post") return;
    mode = "edit";
    beat();
  });
  addEventListener("pagehide", () => navigator.sendBeacon(place.dataset.address, body("leave")));
  addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
  document.addEventListener("lt:presence", (event) => show(event.detail));
}

if (place) stay();
