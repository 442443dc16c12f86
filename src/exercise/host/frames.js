'use strict';

// A frame is the length of a header in JSON, four bytes; the header, whose `numbers` says how many
// numbers follow; and these, float64. All are in the byte order of the machine.
const { readSync, writeSync } = require('node:fs');

const CHANNEL = 3;
/** The most bytes that are read or written at once. */
const PIECE = 2 ** 20;
/** Milliseconds to wait for a channel that isn't ready. */
const PAUSE = 1;

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Repeats a call until the channel is ready for it. */
function whenReady(call) {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, PAUSE);
    }
  }
}

/** Reads this many bytes; null if the other end has gone. */
function readBytes(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const most = Math.min(PIECE, length - at);
    const count = whenReady(() => readSync(CHANNEL, bytes, at, most, null));
    if (count === 0) return null;
    at += count;
  }
  return bytes;
}

function writeBytes(bytes) {
  for (let at = 0; at < bytes.length;) {
    const most = Math.min(PIECE, bytes.length - at);
    at += whenReady(() => writeSync(CHANNEL, bytes, at, most));
  }
}

exports.readFrame = () => {
  const length = readBytes(4);
  if (length === null) return null;
  const text = readBytes(new Uint32Array(length.buffer)[0]);
  if (text === null) return null;
  const header = JSON.parse(Buffer.from(text).toString());
  const numbers = readBytes(8 * header.numbers);
  return numbers === null ? null : { header, numbers: new Float64Array(numbers.buffer) };
};

exports.writeFrame = (header, numbers = new Float64Array(0)) => {
  const text = Buffer.from(JSON.stringify({ ...header, numbers: numbers.length }));
  writeBytes(new Uint8Array(Uint32Array.of(text.length).buffer));
  writeBytes(text);
  writeBytes(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
};
