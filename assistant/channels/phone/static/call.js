// Calls from the phone on the screen: Twilio's Media Streams between this browser and the service's own socket.

const RATE = 8000;
const worklet = document.querySelector("script[data-worklet]").dataset.worklet;
const state = document.getElementById("call-state");
const callButton = document.getElementById("call");
const hangUpButton = document.getElementById("hang-up");
let call = null;

// mu-law (ITU-T G.711): a byte is a sign, an exponent and four bits
const DECODED = Float32Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 255;
  const size = ((((code & 15) << 3) + 132) << ((code >> 4) & 7)) - 132;
  return (code & 128 ? -size : size) / 32768;
});

function encode(sample) {
  const value = Math.round(Math.max(-1, Math.min(1, sample)) * 32635);
  const size = Math.abs(value) + 132;
  const exponent = Math.min(7, Math.max(0, Math.floor(Math.log2(size)) - 7));
  return ~((value < 0 ? 128 : 0) | (exponent << 4) | ((size >> (exponent + 3)) & 15)) & 255;
}

async function microphone() {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, channelCount: 1 } });
  } catch {
    state.textContent = "No microphone: answer with the keys.";
    return null;
  }
}

async function ring() {
  const answer = await fetch("/phone/call", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ from: document.getElementById("number").value }),
  });
  if (!answer.ok) throw new Error((await answer.json()).error);
  return answer.json();
}

async function pickUpReceiver() {
  callButton.disabled = true;
  state.textContent = "Calling…";
  try {
    const audio = new AudioContext({ sampleRate: RATE });
    const spoken = await microphone();
    await audio.audioWorklet.addModule(worklet);
    const line = new AudioWorkletNode(audio, "line", { outputChannelCount: [1] });
    if (spoken) audio.createMediaStreamSource(spoken).connect(line);
    line.connect(audio.destination);
    const stream = await ring();
    connect(stream, { audio, line, spoken });
  } catch (error) {
    state.textContent = `The call was not answered (${error.message}).`;
    callButton.disabled = false;
  }
}

function connect(stream, made) {
  const socket = new WebSocket(stream.url);
  call = { ...made, socket, sid: stream.stream_sid };
  socket.onopen = () => {
    send({ event: "connected", protocol: "Call", version: "1.0.0" });
    send({
      event: "start",
      start: {
        streamSid: stream.stream_sid, callSid: stream.call_sid, tracks: ["inbound"],
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: RATE, channels: 1 }, customParameters: stream.parameters,
      },
    });
    made.line.port.onmessage = ({ data }) => (data.mark ? send({ event: "mark", mark: data.mark }) : speak(data.frame));
    document.body.dataset.calling = "yes";
    hangUpButton.disabled = false;
    state.textContent = made.spoken ? "Connected: speak, or press keys." : "Connected, without a microphone: press keys.";
  };
  socket.onmessage = ({ data }) => hear(JSON.parse(data));
  socket.onclose = over;
}

function send(message) {
  if (call?.socket.readyState === WebSocket.OPEN) call.socket.send(JSON.stringify({ streamSid: call.sid, ...message }));
}

function speak(frame) {
  const payload = btoa(String.fromCharCode(...Array.from(frame, encode)));
  send({ event: "media", media: { track: "inbound", payload } });
}

function hear(message) {
  const { port } = call.line;
  if (message.event === "media") {
    const bytes = Uint8Array.from(atob(message.media.payload), (character) => character.charCodeAt(0));
    port.postMessage({ samples: Float32Array.from(bytes, (byte) => DECODED[byte]) });
    document.body.dataset.heard = String(Number(document.body.dataset.heard ?? 0) + 1);
  } else if (message.event === "mark") port.postMessage({ mark: message.mark });
  else if (message.event === "clear") port.postMessage({ clear: true });
}

function over() {
  if (!call) return;
  for (const track of call.spoken?.getTracks() ?? []) track.stop();
  call.audio.close();
  call = null;
  delete document.body.dataset.calling;
  callButton.disabled = false;
  hangUpButton.disabled = true;
  state.textContent = "The call has ended.";
}

callButton.addEventListener("click", pickUpReceiver);
hangUpButton.addEventListener("click", () => {
  send({ event: "stop", stop: {} });
  call?.socket.close();
});
document.querySelector(".keys").addEventListener("click", (event) => {
  const key = event.target.closest("button")?.dataset.key;
  if (key && call) send({ event: "dtmf", dtmf: { track: "inbound_track", digit: key } });
});
