// Reads the text aloud with a voice of this device, where it has one for the language: nothing leaves the device.
"use strict";
const button = document.getElementById("aloud");
const wanted = document.documentElement.lang === "fr" ? "fr" : "ar";
const parts = () => [...document.querySelectorAll("#text p"), document.getElementById("ask")];

function voice() {
  return speechSynthesis.getVoices().find((each) => each.localService && each.lang.toLowerCase().startsWith(wanted));
}

function offer() {
  button.hidden = !voice() || document.documentElement.lang === "ary-Latn";
}

function read() {
  speechSynthesis.cancel();
  for (const part of parts()) {
    const said = new SpeechSynthesisUtterance(part.textContent);
    said.voice = voice();
    said.rate = 0.9;
    speechSynthesis.speak(said);
  }
}

if ("speechSynthesis" in window) {
  offer();
  speechSynthesis.addEventListener("voiceschanged", offer);
  button.addEventListener("click", read);
}
