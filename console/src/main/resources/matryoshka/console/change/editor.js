// @ts-check
/** An editor for YAML: a textarea, and behind it the coloured text with line numbers and marks. Only the lines in sight are drawn. */
import { h, replace } from '../dom.js';
import { newId } from '../parts.js';
import { Choice } from './choice.js';
import { partsOf } from './highlight.js';

const LINE_HEIGHT = 20;
const PADDING = 8;
/** Where the text begins, to the right of the line numbers. The style has the same. */
const MARGIN = 56;
const INDENT = '  ';
/** How many characters are measured to know the width of one. */
const RULER = 100;

/** @typedef {{line: number, message: string}} Mark */

export class Editor {
  /** @type {string[]} */
  #lines = [''];
  /** @type {Map<number, string>} */
  #marks = new Map();

  /**
   * @param {string} label
   * @param {() => void} changed
   * @param {(text: string, at: number) => import('./completion.js').Completion | null} complete
   */
  constructor(label, changed, complete) {
    const hint = h('p', { class: 'hint', id: newId() }, 'Ctrl and Space offers names. Tab leaves the editor.');
    this.area = /** @type {HTMLTextAreaElement} */ (h('textarea', {
      class: 'editor-area', wrap: 'off', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', 'aria-label': label,
      'aria-describedby': hint.id, 'aria-autocomplete': 'list',
    }));
    this.layer = h('div', { class: 'editor-layer', 'aria-hidden': 'true' });
    this.ruler = h('span', {}, 'm'.repeat(RULER));
    this.choice = new Choice(this.area, (option, { from, to }) => this.write(option.text, from, to));
    this.element = h('div', { class: 'stack' },
      h('div', { class: 'editor' }, this.layer, h('div', { class: 'editor-ruler', 'aria-hidden': 'true' }, this.ruler), this.area, this.choice.element), hint);
    this.complete = complete;
    this.area.addEventListener('input', () => { this.#read(); changed(); this.offer(false); });
    this.area.addEventListener('scroll', () => { this.draw(); this.choice.move((from) => this.#placeOf(from)); });
    this.area.addEventListener('click', () => this.choice.close());
    this.area.addEventListener('blur', () => this.choice.close());
    this.area.addEventListener('keydown', (event) => this.#pressed(event));
    new ResizeObserver(() => this.draw()).observe(this.area);
  }

  get value() {
    return this.area.value;
  }

  /** @param {string} text */
  set value(text) {
    this.area.value = text;
    this.#read();
  }

  #read() {
    this.#lines = this.area.value.split('\n');
    this.draw();
  }

  /** @param {Mark[]} marks */
  mark(marks) {
    this.#marks = new Map();
    marks.forEach(({ line, message }) => this.#marks.set(line, this.#marks.has(line) ? `${this.#marks.get(line)} ${message}` : message));
    this.draw();
  }

  /** Goes to a line. @param {number} line */
  goTo(line) {
    const start = this.#lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (this.#lines[line - 1] ?? '').length);
    this.area.scrollTop = Math.max(0, (line - 1) * LINE_HEIGHT - this.area.clientHeight / 3);
    this.area.scrollLeft = 0;
    this.draw();
  }

  /** Draws the lines in sight. */
  draw() {
    const { scrollTop, scrollLeft, clientHeight } = this.area;
    const first = Math.floor(Math.max(0, scrollTop - PADDING) / LINE_HEIGHT);
    const last = Math.min(this.#lines.length, first + Math.ceil(clientHeight / LINE_HEIGHT) + 2);
    const rows = [];
    for (let at = first; at < last; at += 1) {
      const message = this.#marks.get(at + 1);
      rows.push(h('div', { class: message === undefined ? 'editor-line' : 'editor-line marked', style: { top: `${at * LINE_HEIGHT + PADDING - scrollTop}px` } },
        h('span', { class: 'editor-number' }, at + 1),
        h('span', { class: 'editor-text' }, h('span', { class: 'editor-shift', style: { left: `${-scrollLeft}px` } },
          partsOf(this.#lines[at]).map((part) => h('span', { class: `y-${part.kind}` }, part.text)),
          message === undefined ? null : h('span', { class: 'editor-message' }, message)))));
    }
    replace(this.layer, rows);
  }

  /**
   * Offers what can be written at the caret.
   *
   * @param {boolean} isAsked whether the user has asked for it; if not, nothing is offered before the first letter of a key
   */
  offer(isAsked) {
    const at = this.area.selectionStart;
    const found = document.activeElement === this.area && at === this.area.selectionEnd ? this.complete(this.area.value, at) : null;
    if (found === null || (!isAsked && found.word === '' && !/[:[,-] $|\[$/.test(this.area.value.slice(Math.max(0, at - 2), at)))) {
      this.choice.close();
      return;
    }
    this.choice.open(found, (from) => this.#placeOf(from));
  }

  /**
   * Where a character is, in pixels.
   *
   * @param {number} at
   * @returns {import('./choice.js').Spot}
   */
  #placeOf(at) {
    const before = this.area.value.slice(0, at);
    const column = at - (before.lastIndexOf('\n') + 1);
    return {
      left: MARGIN + column * (this.ruler.getBoundingClientRect().width / RULER) - this.area.scrollLeft,
      top: (before.split('\n').length - 1) * LINE_HEIGHT + PADDING - this.area.scrollTop, height: LINE_HEIGHT,
    };
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.ctrlKey && event.key === ' ') {
      event.preventDefault();
      this.offer(true);
    } else if (this.choice.isOpen && this.choice.press(event.key)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.isComposing) {
      event.preventDefault();
      this.#breakLine();
    }
  }

  /** The next line is indented like this one, or more if it is below a key. */
  #breakLine() {
    const { selectionStart, selectionEnd, value } = this.area;
    const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
    const indent = /^ */.exec(line)?.[0] ?? '';
    this.write(`\n${indent}${/:\s*$/.test(line) ? INDENT : ''}`, selectionStart, selectionEnd);
  }

  /**
   * Writes a text in place of another, as if the user had typed it, so that it can be undone.
   *
   * @param {string} text
   * @param {number} from
   * @param {number} to
   */
  write(text, from, to) {
    this.area.focus();
    this.area.setSelectionRange(from, to);
    if (!document.execCommand('insertText', false, text)) {
      this.area.setRangeText(text, from, to, 'end');
      this.area.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
}
