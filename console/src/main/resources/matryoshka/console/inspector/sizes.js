// @ts-check
/** What each token takes, as bars. */
import { h } from '../dom.js';
import { card } from '../parts.js';
import { plainLength, sizes } from '../token/sizes.js';
import { counted } from './words.js';

/** @param {import('../token/unfold.js').Layer} outer */
export function sizesCard(outer) {
  const all = sizes(outer);
  const longest = all[0].compact;
  return card('Size by layer',
    h('p', { class: 'quiet small' }, savings(outer, all.length)),
    h('div', { class: 'legend small' },
      h('span', { class: 'own' }, 'header, own claims, signature'), h('span', { class: 'embedded' }, 'embedded tokens')),
    h('ol', { class: 'sizes' }, all.map((size) => h('li', { style: { '--depth': size.depth } },
      h('span', { class: 'size-name' }, size.layer.audiences.join(', ') || 'no audience'),
      h('span', { class: 'size-bar', 'aria-hidden': 'true' },
        h('span', { class: 'own', style: { width: percent(size.own, longest) } }),
        h('span', { class: 'embedded', style: { width: percent(size.embedded, longest) } })),
      h('span', { class: 'size-bytes small' }, sizeText(size))))));
}

/** @param {import('../token/sizes.js').Size} size */
function sizeText({ compact, own, embedded }) {
  return embedded === 0 ? counted(compact, 'byte') : `${counted(compact, 'byte')}: ${own.toLocaleString('en')} own, ${embedded.toLocaleString('en')} embedded`;
}

/** @param {import('../token/unfold.js').Layer} outer @param {number} tokens */
function savings(outer, tokens) {
  const plain = plainLength(outer);
  const length = outer.compact.length;
  if (outer.form !== 'packed' || plain <= length) {
    return `${counted(tokens, 'token')} in ${counted(length, 'byte')}.`;
  }
  return `${counted(tokens, 'token')} in ${counted(length, 'byte')}. In the plain form they would take ${counted(plain, 'byte')}: `
    + `packing saves ${Math.round(100 * (1 - length / plain))} %. Each length below is that of the token when it is sent by itself.`;
}

/** @param {number} part @param {number} whole */
function percent(part, whole) {
  return `${Math.min(100, (100 * part) / whole)}%`;
}
