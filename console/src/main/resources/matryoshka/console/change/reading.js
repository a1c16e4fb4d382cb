// @ts-check
/** The document that a text means. A text is parsed once, and the last document that could be parsed is kept. Pure: it is given the parser. */
import { parse } from './lines.js';

export class Reading {
  /** @type {any} the last document that could be parsed */
  document = {};
  /** @type {string | null} */
  #text = null;
  /** @type {import('./lines.js').Parsed | import('./lines.js').Broken} */
  #parsed = { value: {}, places: new Map(), error: null };

  /** @param {import('./lines.js').Yaml} yaml */
  constructor(yaml) {
    this.yaml = yaml;
  }

  /** @param {string} text */
  of(text) {
    if (this.#text !== text) {
      this.#text = text;
      this.#parsed = parse(text, this.yaml);
      this.document = this.#parsed.value ?? this.document;
    }
    return this.#parsed;
  }
}
