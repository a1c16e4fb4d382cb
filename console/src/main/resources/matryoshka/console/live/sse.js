// @ts-check
/** Server-sent events, read from a fetched stream: EventSource cannot send a token. */

/** @typedef {{event: string, data: string, id: string}} Message */

/** More than this of one event is no event of ours. */
const MAX_LENGTH = 4 << 20;

/** Splits a stream into events, as the HTML standard says; comments and `retry` are left out. */
export class EventParser {
  #rest = '';
  #id = '';
  #event = '';
  /** @type {string[]} */
  #data = [];

  /**
   * Takes the next part of the stream.
   *
   * @param {string} text
   * @returns {Message[]} the events that are complete now
   */
  push(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > MAX_LENGTH) {
      throw new Error('An event is too long.');
    }
    return lines.flatMap((line) => this.#line(line));
  }

  /** @param {string} line @returns {Message[]} */
  #line(line) {
    if (line === '') {
      return this.#end();
    }
    const [, name, value] = /** @type {RegExpExecArray} */ (/^([^:]*)(?:: ?(.*))?$/s.exec(line));
    if (name === 'data') {
      this.#data.push(value ?? '');
    } else if (name === 'event') {
      this.#event = value ?? '';
    } else if (name === 'id') {
      this.#id = value ?? '';
    }
    return [];
  }

  /** @returns {Message[]} */
  #end() {
    const message = { event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id };
    const isEvent = this.#data.length > 0;
    this.#event = '';
    this.#data = [];
    return isEvent ? [message] : [];
  }
}
