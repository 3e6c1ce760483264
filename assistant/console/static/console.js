// What makes the console's pages live. Every page works without it: it only saves a reload.
import { countSms } from "./sms.js";

const $ = (selector) => document.querySelector(selector);
const live = $("#live");

// A part of the page that the server draws anew when there is something new to show ---------------------------------

async function refresh() {
  const answer = await fetch(live.dataset.part, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (answer.status === 401) location.reload();
  if (!answer.ok) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (live.contains(document.activeElement) && document.activeElement.matches("button, a")) {
    const same = [...live.querySelectorAll("button, a")].indexOf(document.activeElement);
    live.replaceChildren(...drawn.body.childNodes);
    live.querySelectorAll("button, a")[same]?.focus();
  } else {
    live.replaceChildren(...drawn.body.childNodes);
  }
  toTheEnd();
}

function toTheEnd() {
  const talk = $(".talk");
  if (talk) talk.scrollTop = talk.scrollHeight;
}

function listen() {
  const stream = new EventSource(live.dataset.stream);
  let waiting = null;
  stream.addEventListener("changed", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 100);
  });
  addEventListener("pagehide", () => stream.close());
}

if (live && !("still" in live.dataset)) listen();
toTheEnd();

// Somebody is at this page: keep the person for them -----------------------------------------------------------------

if (live?.dataset.here) {
  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    fetch(live.dataset.here, { method: "POST", headers: { "X-CSRF": document.body.dataset.csrf } });
  }, 60_000);
}

// How many SMS an answer takes ------------------------------------------------------------------------------------

const text = $("#text");
if (text) {
  const size = $("#size");
  const show = () => {
    const counted = countSms(text.value, text.dataset.basic, text.dataset.extension);
    size.textContent = text.dataset.sms
      .replace("%u", counted.units).replace("%r", counted.room).replace("%s", counted.count);
  };
  text.addEventListener("input", show);
  if (text.value) show();
  $(".templates")?.addEventListener("submit", (event) => {
    event.preventDefault();
    text.value = $("#template").selectedOptions[0].dataset.text;
    text.focus();
    show();
  });
}

// Keys, for whoever wants them: they can be switched off, since a single letter may be typed by mistake (WCAG 2.1.4) ---

const wanted = $("#shortcuts");
const keysOn = () => localStorage.getItem("haqqi-keys") !== "off";
if (wanted) {
  wanted.closest("p").hidden = false;
  wanted.checked = keysOn();
  wanted.addEventListener("change", () => localStorage.setItem("haqqi-keys", wanted.checked ? "on" : "off"));
}
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
  if (event.code === "KeyN" && $("#next")) $("#next").requestSubmit();
  else if (event.code === "KeyR" && text) text.focus();
  else return;
  event.preventDefault();
});
