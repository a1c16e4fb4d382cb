// @ts-check
/** The stream of published versions, which comes back by itself where it was interrupted. */
import { Problem } from '../api.js';
import { EventParser } from './sse.js';

const PAUSE = 2_000;
const LONG_PAUSE = 15_000;

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
 */
export async function listen(api, after, listener, signal) {
  let last = after;
  while (!signal.aborted) {
    let pause = PAUSE;
    try {
      await read(api, last, listener, signal, (id) => { last = id; });
      listener.state('interrupted', null);
    } catch (failed) {
      if (signal.aborted) {
        return;
      }
      // The issuer has no place for another listener, or cannot be reached.
      pause = failed instanceof Problem ? LONG_PAUSE : PAUSE;
      listener.state('interrupted', failed instanceof Error ? failed.message : String(failed));
    }
    await rest(pause, signal);
  }
}

/**
 * @param {import('../api.js').Api} api
 * @param {string} after
 * @param {Listener} listener
 * @param {AbortSignal} signal
 * @param {(id: string) => void} reached
 */
async function read(api, after, listener, signal, reached) {
  const answer = await api.open('GET', 'graph/events', undefined, { accept: 'text/event-stream', headers: { 'Last-Event-ID': after }, signal });
  listener.state('open', null);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
  const decoder = new TextDecoder();
  const parser = new EventParser();
  for (;;) {
    const { done, value } = await reader.read();
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

/** @param {number} millis @param {AbortSignal} signal @returns {Promise<void>} */
function rest(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
