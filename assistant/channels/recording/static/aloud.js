// Reads the text aloud: as a voice actor has said it, else with a voice of this device (nothing leaves the device).
"use strict";
const button = document.getElementById("aloud");
const language = document.documentElement.lang;
const wanted = language === "fr" ? "fr" : "ar";
const parts = [...document.querySelectorAll("#text p"), document.getElementById("ask")];
const clips = parts.map((part) => part.dataset.clip);
const recorded = clips.every(Boolean);
let playing = null;

function voice() {
  if (language === "ary-Latn" || !("speechSynthesis" in window)) return undefined;
  return speechSynthesis.getVoices().find((each) => each.localService && each.lang.toLowerCase().startsWith(wanted));
}

function offer() {
  button.hidden = !recorded && !voice();
}

function play(place) {
  playing?.pause();
  if (place === clips.length) return;
  playing = new Audio(clips[place]);
  playing.addEventListener("ended", () => play(place + 1));
  playing.play();
}

function read() {
  speechSynthesis.cancel();
  for (const part of parts) {
    const said = new SpeechSynthesisUtterance(part.textContent);
    said.voice = voice();
    said.rate = 0.9;
    speechSynthesis.speak(said);
  }
}

offer();
if ("speechSynthesis" in window) speechSynthesis.addEventListener("voiceschanged", offer);
button.addEventListener("click", () => (recorded ? play(0) : read()));
