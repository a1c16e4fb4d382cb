// @ts-check
/** The keys of a trusted issuer or a client, when they were fetched, and with what result. */
import { h } from '../dom.js';
import { badge, button, card, facts, loaded, notice, time } from '../parts.js';

/**
 * @param {string} path of the keys
 * @param {boolean} mayFetch
 * @param {import('../pages.js').Context} context
 */
export function keysCard(path, mayFetch, { api, signal }) {
  const place = h('div', {});
  const show = (/** @type {'GET' | 'POST'} */ method) => loaded(place, async () => {
    const { body } = await api.send(method, path, undefined, { signal });
    return card('Keys', h('div', { class: 'stack' },
      body.fetched === false ? notice('Nothing was fetched: it is too early. The time of the next fetch is below.', 'warn') : null,
      state(body), mayFetch ? h('div', {}, button('Fetch the keys now', () => show('POST'))) : null));
  });
  show('GET');
  return place;
}

/** @param {any} keys what the API says of them */
function state(keys) {
  return [
    facts([
      ['Source', keys.jwks_uri ?? 'registered here'],
      ['Last fetch', keys.jwks_uri === undefined ? null : outcome(keys)],
      ['Last fetch began', keys.attempted_at === undefined ? null : time(keys.attempted_at)],
      ['Keys fetched', keys.fetched_at === undefined ? null : time(keys.fetched_at)],
      ['Next fetch', keys.next_fetch_at === undefined ? null : ['not before ', time(keys.next_fetch_at)]],
      ['Usable', keys.keys.length === 0 ? 'no key' : h('ul', { class: 'plain' }, keys.keys.map((/** @type {any} */ key) => h('li', {},
        h('code', {}, key.kid ?? 'without kid'), ` for ${key.algorithms.join(', ')}`)))],
      ['Cannot be used', keys.unusable.length === 0 ? null : h('ul', { class: 'plain' }, keys.unusable.map((/** @type {any} */ key) => h('li', {},
        h('code', {}, key.kid ?? 'without kid'), `: ${key.reason}`)))],
    ]),
    keys.jwks_uri === undefined ? null : h('p', { class: 'quiet small' }, 'As the instance that answered knows them. Each instance fetches keys for itself, when it needs them.'),
  ];
}

/** @param {any} keys */
function outcome(keys) {
  if (keys.attempted_at === undefined) {
    return badge('not fetched yet');
  }
  return keys.failure === undefined ? badge('succeeded', 'good') : h('span', { class: 'row' }, badge('failed', 'bad'), keys.failure);
}
