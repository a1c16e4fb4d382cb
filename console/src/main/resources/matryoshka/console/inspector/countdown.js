// @ts-check
/** Texts that change with the time: they are written anew every second, while the page is shown. */
import { h } from '../dom.js';

export class Countdown {
  /** @type {{element: HTMLElement, text: () => string}[]} */
  #texts = [];

  /** @param {AbortSignal} signal */
  constructor(signal) {
    const timer = setInterval(() => this.#write(), 1000);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  /**
   * @param {() => string} text
   * @param {string} [kind] the class of the element
   */
  text(text, kind) {
    const element = h('span', { class: kind, 'data-countdown': true }, text());
    this.#texts.push({ element, text });
    return element;
  }

  #write() {
    this.#texts = this.#texts.filter(({ element }) => element.isConnected);
    this.#texts.forEach(({ element, text }) => { element.textContent = text(); });
  }
}
