// One word after the other: shows it, plays it, records it, sends it, and tells what came of it.
"use strict";
const studio = document.getElementById("studio");
const told = studio.dataset;
const find = (id) => document.getElementById(id);
const query = `?lang=${encodeURIComponent(told.lang)}`;
const BEFORE_S = 0.25; // kept from before the button was pressed, so that no beginning is lost
const AFTER_S = 0.3; // recorded after the button was pressed again
const PAUSE_S = 1.0; // of quiet after speech ends a recording by itself
const BETWEEN_DIGITS_S = 2.0;

const prompts = JSON.parse(told.prompts);
let place = 0;
let microphone = null; // {rate} once it is open
let taking = null; // what is being recorded
let latest = []; // blocks of sound from just before

function show() {
  const prompt = prompts[place];
  if (!prompt) {
    location.assign(`${told.base}/more${query}`);
    return;
  }
  const digits = /^[0-9]/.test(prompt.shown);
  find("say").textContent = digits ? told.saySayDigits : told.saySay;
  find("prompt").textContent = prompt.shown;
  find("prompt").dir = digits ? "ltr" : "auto";
  find("prompt").lang = /[a-z]/i.test(prompt.shown) ? "fr" : "ar";
  find("words").textContent = digits ? prompt.text : "";
  find("clip").hidden = !prompt.clip;
  const done = Number(told.all) - prompts.length + place;
  find("progress").value = done;
  find("done").textContent = told.done.replace("{done}", done).replace("{all}", told.all);
  if (prompt.clip && microphone) play();
}

function tell(text, kind = "") {
  find("verdict").textContent = text;
  find("verdict").className = kind;
}

async function play() {
  const text = prompts[place].text;
  const clip = new Audio(`${told.base}/clip?text=${encodeURIComponent(text)}`);
  await clip.play().catch(() => {});
}

async function open() {
  if (!navigator.mediaDevices) throw new Error(told.sayNoSecure);
  const plain = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: plain }).catch(() => {
    throw new Error(told.sayNoMicrophone);
  });
  const context = new AudioContext();
  await context.audioWorklet.addModule(told.worklet);
  const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
  capture.port.onmessage = ({ data }) => arrive(data, context.sampleRate);
  context.createMediaStreamSource(stream).connect(capture);
  await context.resume();
  return { rate: context.sampleRate };
}

function arrive(block, rate) {
  const loud = Math.sqrt(block.reduce((sum, sample) => sum + sample * sample, 0) / block.length);
  find("level").value = Math.min(1, Math.max(0, 1 + (20 * Math.log10(loud + 1e-5)) / 60));
  latest.push(block);
  while (latest.length * block.length > BEFORE_S * rate) latest.shift();
  if (!taking) return;
  taking.blocks.push(block);
  taking.seconds += block.length / rate;
  listen(taking, loud, block.length / rate);
  if (taking.seconds >= taking.end) finish();
}

// Ends a recording by itself: some time after the last sound that stands out of what is quiet here.
function listen(take, loud, seconds) {
  take.floor = Math.min(take.floor * (1 + seconds / 4), Math.max(loud, 0.0005));
  if (loud > Math.max(4 * take.floor, 0.006)) take.heard += seconds;
  else if (loud <= 2 * take.floor && take.heard > 0.1) take.quiet += seconds;
  if (loud > Math.max(4 * take.floor, 0.006)) take.quiet = 0;
  if (take.quiet > take.pause) take.end = Math.min(take.end, take.seconds);
}

function begin() {
  const prompt = prompts[place];
  const pause = /^[0-9]/.test(prompt.shown) ? BETWEEN_DIGITS_S : PAUSE_S;
  taking = { blocks: [...latest], seconds: 0, end: prompt.limit, floor: 1, heard: 0, quiet: 0, pause };
  tell("");
  face(told.saySpoken, true);
}

function face(text, on) {
  find("speak").textContent = text;
  find("speak").classList.toggle("on", on);
}

function finish() {
  const { blocks } = taking;
  taking = null;
  face(told.sayWait, false);
  find("speak").disabled = true;
  send(pcm(blocks));
}

function pcm(blocks) {
  const all = new Int16Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) for (const sample of block) all[at++] = Math.max(-1, Math.min(1, sample)) * 32767;
  return all.buffer; // little-endian on everything that has a browser
}

async function send(body) {
  const asked = place;
  const to = `${told.base}/takes${query}&rate=${microphone.rate}&text=${encodeURIComponent(prompts[place].text)}`;
  const answer = await fetch(to, { method: "POST", body, headers: { "Content-Type": "application/octet-stream" } })
    .then((response) => response.json())
    .catch(() => ({ problem: "offline", said: told.sayOffline }));
  find("speak").disabled = false;
  if (place !== asked) return; // skipped meanwhile
  const good = answer.problem === "";
  tell(answer.said || told.sayOffline, good ? "good" : "bad");
  face(good ? told.saySpeak : told.sayAgain, false);
  if (good) setTimeout(next, 700);
  else if (answer.clip) new Audio(answer.clip).play().catch(() => {});
}

function next() {
  place += 1;
  face(told.saySpeak, false);
  show();
}

find("speak").addEventListener("click", async () => {
  if (taking) {
    taking.end = Math.min(taking.end, taking.seconds + AFTER_S);
    return;
  }
  try {
    microphone = microphone || (await open());
    begin();
  } catch (error) {
    tell(error.message, "bad");
  }
});
find("clip").addEventListener("click", play);
find("skip").addEventListener("click", () => {
  taking = null;
  tell("");
  next();
});
show();
