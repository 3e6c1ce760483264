// Runs beside the page's script, where sound arrives, and hands it on in blocks of about 20 ms.
"use strict";
class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.empty();
  }

  empty() {
    this.block = new Float32Array(1024);
    this.filled = 0;
  }

  process(inputs) {
    const samples = inputs[0][0];
    if (!samples) return true;
    this.block.set(samples, this.filled);
    this.filled += samples.length;
    if (this.filled === this.block.length) {
      this.port.postMessage(this.block, [this.block.buffer]);
      this.empty();
    }
    return true;
  }
}
registerProcessor("capture", Capture);
