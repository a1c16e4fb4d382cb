// @ts-check
/** The list of what can be written at the caret of the editor. The caret stays in the editor, which tells screen readers the option. */
import { h, replace } from '../dom.js';
import { newId } from '../parts.js';

/**
 * @typedef {import('./completion.js').Completion} Completion
 * @typedef {{left: number, top: number, height: number}} Spot of a character in the editor, in pixels
 */

export class Choice {
  /** @type {Completion | null} */
  #offered = null;
  #active = -1;

  /**
   * @param {HTMLTextAreaElement} area
   * @param {(option: import('./completion.js').Option, offered: Completion) => void} chosen
   */
  constructor(area, chosen) {
    this.area = area;
    this.chosen = chosen;
    this.element = h('ul', { class: 'editor-options', role: 'listbox', id: newId(), 'aria-label': 'What can be written here', hidden: true });
    area.setAttribute('aria-controls', this.element.id);
  }

  get isOpen() {
    return this.#offered !== null;
  }

  /**
   * @param {Completion} offered
   * @param {(at: number) => Spot} placeOf tells where a character is
   */
  open(offered, placeOf) {
    this.#offered = offered;
    const ids = newId();
    replace(this.element, offered.options.map((option, index) => h('li', {
      role: 'option', id: `${ids}-${index}`, 'aria-selected': 'false',
      on: { mousedown: (/** @type {Event} */ event) => { event.preventDefault(); this.#take(index); } },
    }, h('span', { class: 'mono' }, option.text.trim()), h('span', { class: 'quiet small' }, option.hint))));
    this.element.hidden = false;
    this.move(placeOf);
    this.#activate(offered.word === '' ? -1 : 0);
  }

  /** Puts the list below its word, or above it where there is no room. @param {(at: number) => Spot} placeOf */
  move(placeOf) {
    if (this.#offered === null) {
      return;
    }
    const at = placeOf(this.#offered.from);
    const room = this.area.getBoundingClientRect();
    const height = this.element.offsetHeight;
    const isBelow = at.top + at.height + height <= room.height || at.top < height;
    this.element.style.left = `${Math.max(0, Math.min(at.left, room.width - this.element.offsetWidth))}px`;
    this.element.style.top = `${isBelow ? at.top + at.height : at.top - height}px`;
    this.element.hidden = at.top < 0 || at.top > room.height;
  }

  close() {
    this.#offered = null;
    this.element.hidden = true;
    this.area.removeAttribute('aria-activedescendant');
  }

  /**
   * @param {string} key
   * @returns {boolean} whether the key was for the list
   */
  press(key) {
    const count = this.#offered?.options.length ?? 0;
    if (key === 'ArrowDown') {
      this.#activate((this.#active + 1) % count);
    } else if (key === 'ArrowUp') {
      this.#activate((Math.max(this.#active, 0) + count - 1) % count);
    } else if ((key === 'Enter' || key === 'Tab') && this.#active >= 0) {
      this.#take(this.#active);
    } else if (key === 'Escape') {
      this.close();
    } else {
      return false;
    }
    return true;
  }

  /** @param {number} index */
  #activate(index) {
    this.#active = index;
    [...this.element.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === index)));
    const option = this.element.children[index];
    if (option === undefined) {
      this.area.removeAttribute('aria-activedescendant');
    } else {
      this.area.setAttribute('aria-activedescendant', option.id);
    }
  }

  /** @param {number} index */
  #take(index) {
    const offered = this.#offered;
    const option = offered?.options[index];
    this.close();
    if (offered !== null && option !== undefined) {
      this.chosen(option, offered);
    }
  }
}
