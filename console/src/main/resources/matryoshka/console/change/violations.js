// @ts-check
/** Shows what a document breaks, each with the line that it is in. */
import { h } from '../dom.js';
import { button, card } from '../parts.js';

/** Longer lists are cut. */
const MAX_SHOWN = 100;

/**
 * @param {string} message
 * @param {{line: number | null, pointer?: string, rule?: string, message: string}[]} violations
 * @param {(line: number) => void} goTo
 */
export function violationsCard(message, violations, goTo) {
  const sorted = [...violations].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return card(violations.length === 1 ? '1 violation' : `${violations.length} violations`,
    h('p', { class: 'quiet' }, message),
    h('ul', { class: 'violations' }, sorted.slice(0, MAX_SHOWN).map(({ line, pointer, rule, message: text }) => h('li', {},
      h('div', { class: 'row' },
        line === null ? null : button(`Line ${line}`, () => goTo(line), { tone: 'link' }),
        rule ? h('span', { class: 'badge bad' }, rule) : null,
        pointer ? h('code', { class: 'quiet' }, pointer) : null),
      text))),
    violations.length > MAX_SHOWN ? h('p', { class: 'quiet small' }, `and ${violations.length - MAX_SHOWN} more`) : null);
}
