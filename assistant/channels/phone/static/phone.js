"use strict";
// The phone on the screen: sends what is written, shows what arrives. All texts are set as text, never as HTML.

const service = document.body.dataset.service;
const list = document.getElementById("messages");
const text = document.getElementById("text");
const number = document.getElementById("number");
const trouble = document.getElementById("trouble");
let newest = 0;
let listening = 0;

function show(message) {
  const item = document.createElement("li");
  item.className = message.direction;
  item.dir = "auto";
  item.textContent = message.body;
  const size = document.createElement("small");
  size.textContent = `${message.segments} SMS · ${message.encoding}`;
  item.append(size);
  list.append(item);
  list.scrollTop = list.scrollHeight;
}

async function listen(turn) {
  while (turn === listening) {
    try {
      const query = new URLSearchParams({ number: number.value, after: String(newest) });
      const answer = await fetch(`/phone/messages?${query}`);
      const messages = await answer.json();
      if (turn !== listening) return;
      for (const message of messages) {
        newest = Math.max(newest, message.id);
        show(message);
      }
      trouble.textContent = "";
    } catch {
      trouble.textContent = "The service does not answer; trying again.";
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

function pickUp() {
  newest = 0;
  listening += 1;
  list.replaceChildren();
  listen(listening);
}

async function send(body) {
  try {
    const answer = await fetch("/phone/send", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ from: number.value, text: body }),
    });
    trouble.textContent = answer.ok ? "" : "The message was not taken; is the number right?";
  } catch {
    trouble.textContent = "The service does not answer. Your message was not sent.";
    text.value = body;
  }
}

document.getElementById("writing").addEventListener("submit", (event) => {
  event.preventDefault();
  const body = text.value;
  if (!body) return;
  text.value = "";
  measure();
  send(body);
});

function measure() {
  const characters = [...text.value].length;
  document.getElementById("size").textContent = characters ? String(characters) : "";
}

document.querySelector(".keys").addEventListener("click", (event) => {
  const key = event.target.closest("button")?.dataset.key;
  if (key && document.body.dataset.calling) return; // call.js sends it
  if (key) {
    text.value += key;
    measure();
  }
});

document.getElementById("erase").addEventListener("click", () => {
  text.value = [...text.value].slice(0, -1).join("");
  measure();
});

document.getElementById("line").addEventListener("submit", (event) => event.preventDefault());
number.addEventListener("change", pickUp);
text.addEventListener("input", measure);
document.getElementById("clock").textContent = new Date().toTimeString().slice(0, 5);
document.title = `Haqqi ${service}`;
pickUp();
