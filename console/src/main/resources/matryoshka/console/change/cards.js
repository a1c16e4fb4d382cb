// @ts-check
/** What a dry run or a publish has come to, as cards. */
import { h } from '../dom.js';
import { button, card, empty, failure } from '../parts.js';
import { isEmpty } from './compare.js';
import { diffCard, impactCard, powerCard } from './outcome.js';
import { violationsCard } from './violations.js';

/**
 * @param {import('./result.js').Result} result
 * @param {any[]} violations with their lines
 * @param {{goTo: (line: number) => void, meet: () => void}} actions `meet` shows what others have published meanwhile
 * @returns {import('../dom.js').Child}
 */
export function cards(result, violations, { goTo, meet }) {
  switch (result.kind) {
    case 'possible': return [powerCard(result.powers), diffCard(result.diff), isEmpty(result.diff) ? null : impactCard(result.impact)];
    case 'consent': return [powerCard(result.powers), result.diff && diffCard(result.diff), result.impact && impactCard(result.impact)];
    case 'invalid': return violationsCard(result.message, violations, goTo);
    case 'stale': return card('Somebody published meanwhile', h('div', { class: 'stack' },
      h('p', {}, 'The graph is no longer the one that you began with. Put both changes together before you publish.'),
      h('div', { class: 'row' }, button('See both changes', meet, { tone: 'primary' }))));
    default: return failure(result.error);
  }
}

/** What is shown while the document is as it was. */
export function nothingCard() {
  return h('section', { class: 'card' }, empty('Nothing is changed yet', 'Edit the document. What a change would do appears here.'));
}
