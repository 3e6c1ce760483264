"use strict";
// The telephone line between this page and the socket: 8 kHz, frames of 160 samples, in and out, in the audio thread.

const FRAME = 160;

class Line extends AudioWorkletProcessor {
  constructor() {
    super();
    this.spoken = new Float32Array(FRAME);
    this.filled = 0;
    this.heard = [];
    this.at = 0;
    this.port.onmessage = ({ data }) => {
      if (data.clear) this.clear();
      else this.heard.push(data);
    };
  }

  clear() {
    for (const piece of this.heard) if (piece.mark) this.port.postMessage({ mark: piece.mark });
    this.heard = [];
    this.at = 0;
  }

  process(inputs, outputs) {
    this.speak(inputs[0][0] ?? new Float32Array(outputs[0][0].length));
    this.hear(outputs[0][0]);
    return true;
  }

  speak(samples) {
    for (const sample of samples) {
      this.spoken[this.filled++] = sample;
      if (this.filled === FRAME) {
        this.port.postMessage({ frame: this.spoken.slice() });
        this.filled = 0;
      }
    }
  }

  hear(output) {
    for (let place = 0; place < output.length; place++) {
      this.passMarks();
      const piece = this.heard[0];
      if (!piece) return;
      output[place] = piece.samples[this.at++];
      if (this.at === piece.samples.length) {
        this.heard.shift();
        this.at = 0;
      }
    }
    this.passMarks();
  }

  passMarks() {
    while (this.heard[0]?.mark) this.port.postMessage({ mark: this.heard.shift().mark });
  }
}

registerProcessor("line", Line);
