// @ts-check
// Raw DEFLATE with a preset dictionary, for platforms whose DecompressionStream has none (all of them). The dictionary comes first, as a
// stored block (RFC 1951 section 3.2.4), and that much of the output is dropped.

import { TokenError } from './error.js';

const WINDOW = 32768;

/**
 * Inflates a complete stream.
 * @param {Uint8Array} deflated
 * @param {Uint8Array} dictionary
 * @param {number} maxBytes refuses more than this, without inflating much more
 * @returns {Promise<Uint8Array>}
 */
export async function inflate(deflated, dictionary, maxBytes) {
  const preset = dictionary.subarray(Math.max(0, dictionary.length - WINDOW));
  const bytes = await readAll([storedBlock(preset.length), preset, deflated], preset.length + maxBytes);
  return bytes.subarray(preset.length);
}

function storedBlock(length) {
  return Uint8Array.of(0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255);
}

async function readAll(parts, maxBytes) {
  const reader = new Blob(parts).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await read(reader);
    if (done) {
      return join(chunks, length);
    }
    chunks.push(value);
    length += value.length;
    if (length > maxBytes) {
      // Stops the inflater. It may fail on what it has not read, which does not matter any more.
      reader.cancel().catch(() => undefined);
      throw new TokenError('The embedded tokens take more than 1 MiB.');
    }
  }
}

async function read(reader) {
  try {
    return await reader.read();
  } catch {
    throw new TokenError("The claim 'tokens' is not one complete DEFLATE stream with nothing after it.");
  }
}

function join(chunks, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
