// @ts-check
/** The stream of published versions, which comes back by itself where it was interrupted. */
import { Problem } from '../api.js';
import { EventParser } from './sse.js';

/**
 * In milliseconds.
 *
 * @typedef {object} Times
 * @property {number} pause before the stream is opened again
 * @property {number} longPause the same after a refusal
 * @property {number} silence the issuer sends something every ten seconds: after so long without anything, the stream is lost
 */

/** @type {Times} */
const TIMES = { pause: 2_000, longPause: 15_000, silence: 30_000 };

/**
 * @typedef {object} Listener
 * @property {(event: any) => void} published
 * @property {() => void} reset the history is another one: read the graph anew
 * @property {(state: 'open' | 'interrupted', problem: string | null) => void} state
 */

/**
 * Listens until the signal is aborted.
 *
 * @param {import('../api.js').Api} api
 * @param {string} after the last event that is known: its id, or a version
 * @param {Listener} listener
 * @param {AbortSignal} signal
 * @param {Times} [times]
 */
export async function listen(api, after, listener, signal, times = TIMES) {
  let last = after;
  while (!signal.aborted) {
    let { pause } = times;
    try {
      await read(api, last, listener, linked(signal, times.silence), (id) => { last = id; });
      listener.state('interrupted', null);
    } catch (failed) {
      if (signal.aborted) {
        return;
      }
      // The issuer has no place for another listener, or cannot be reached, or was silent.
      pause = failed instanceof Problem && failed.status > 0 ? times.longPause : times.pause;
      listener.state('interrupted', failed instanceof Problem ? failed.message : null);
    }
    await rest(pause, signal);
  }
}

/**
 * @param {import('../api.js').Api} api
 * @param {string} after
 * @param {Listener} listener
 * @param {{signal: AbortSignal, heard: () => void, end: () => void}} link
 * @param {(id: string) => void} reached
 */
async function read(api, after, listener, link, reached) {
  try {
    await readOpen(api, after, listener, link, reached);
  } finally {
    link.end();
  }
}

/**
 * @param {import('../api.js').Api} api
 * @param {string} after
 * @param {Listener} listener
 * @param {{signal: AbortSignal, heard: () => void}} link
 * @param {(id: string) => void} reached
 */
async function readOpen(api, after, listener, { signal, heard }, reached) {
  const answer = await api.open('GET', 'graph/events', undefined, { accept: 'text/event-stream', headers: { 'Last-Event-ID': after }, signal });
  listener.state('open', null);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
  const decoder = new TextDecoder();
  const parser = new EventParser();
  for (;;) {
    const { done, value } = await reader.read();
    heard();
    if (done) {
      return;
    }
    for (const message of parser.push(decoder.decode(value, { stream: true }))) {
      if (message.event === 'published') {
        listener.published(JSON.parse(message.data));
      } else if (message.event === 'reset') {
        listener.reset();
      }
      if (message.id !== '') {
        reached(message.id);
      }
    }
  }
}

/**
 * A signal that is also aborted after a silence.
 *
 * @param {AbortSignal} signal
 * @param {number} silence
 */
function linked(signal, silence) {
  const own = new AbortController();
  const abort = () => own.abort();
  let timer = setTimeout(abort, silence);
  signal.addEventListener('abort', abort, { once: true });
  return {
    signal: own.signal,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(abort, silence);
    },
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    },
  };
}

/** @param {number} millis @param {AbortSignal} signal @returns {Promise<void>} */
function rest(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
