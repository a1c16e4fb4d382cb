// @ts-check
/** One trusted issuer, the state of its keys, and what can be done to it. */
import { address } from '../route.js';
import { h, replace } from '../dom.js';
import { badge, button, card, facts, loaded, notice, scopeBadges, time } from '../parts.js';
import { confirmation } from './confirm.js';

/** The scopes without which nobody changes trusted issuers. */
export const CHANGING = ['clients:write', 'graph:publish-any'];

/**
 * @param {{body: any, etag: string | null}} registered
 * @param {import('../pages.js').Context} context
 */
export function issuerDetails(registered, context) {
  const issuer = registered.body;
  const place = h('div', { class: 'asked' });
  const keys = h('div', {});
  const may = context.session.may(CHANGING);
  if (may && !issuer.configured) {
    context.actions.append(
      button('Change', () => context.open('issuers', { issuer: issuer.name, change: 'yes' })),
      button('Remove', () => replace(place, confirmation(remove(registered, context, () => replace(place)))), { tone: 'danger' }));
  }
  showKeys(keys, issuer.name, may && issuer.jwks_uri !== undefined, context);
  return [
    h('p', {}, h('a', { href: address('issuers') }, 'All trusted issuers')),
    place,
    issuer.configured ? notice('This issuer is set in config.yml. Change it there.') : null,
    h('div', { class: 'columns' }, card(issuer.name, terms(issuer)), keys),
  ];
}

/** @param {any} issuer */
function terms(issuer) {
  const claims = Object.entries(issuer.claims);
  return facts([
    ['Issuer (iss)', issuer.issuer],
    ['Audiences', scopeBadges(issuer.audiences)],
    ['Token types', scopeBadges(issuer.types)],
    ['Algorithms', scopeBadges(issuer.algorithms)],
    ['Its users become', h('code', {}, `${issuer.subject_prefix}:…`)],
    ['Copied claims', claims.length === 0 ? h('span', { class: 'quiet' }, 'none')
      : h('ul', { class: 'plain' }, claims.map(([theirs, ours]) => h('li', {}, h('code', {}, theirs), ' becomes ', h('code', {}, String(ours)))))],
    ['Clients', scopeBadges(issuer.clients, 'nobody')],
  ]);
}

/**
 * @param {HTMLElement} place
 * @param {string} name
 * @param {boolean} mayFetch
 * @param {import('../pages.js').Context} context
 */
function showKeys(place, name, mayFetch, { api, signal }) {
  const path = `issuers/${encodeURIComponent(name)}/keys`;
  const show = (/** @type {'GET' | 'POST'} */ method) => loaded(place, async () => {
    const { body } = await api.send(method, path, undefined, { signal });
    return card('Keys', h('div', { class: 'stack' },
      body.fetched === false ? notice('Not fetched: it is too early to ask again. See when the next fetch may begin.', 'warn') : null,
      state(body), mayFetch ? h('div', {}, button('Fetch the keys now', () => show('POST'))) : null));
  });
  show('GET');
}

/** @param {any} keys the answer of `GET /issuers/{name}/keys` */
function state(keys) {
  return [
    facts([
      ['Source', keys.jwks_uri ?? 'registered here'],
      ['Last fetch', keys.jwks_uri === undefined ? null : outcome(keys)],
      ['Begun', keys.attempted_at === undefined ? null : time(keys.attempted_at)],
      ['These keys are of', keys.fetched_at === undefined ? null : time(keys.fetched_at)],
      ['Next fetch', keys.next_fetch_at === undefined ? null : ['not before ', time(keys.next_fetch_at)]],
      ['Usable', keys.keys.length === 0 ? 'no key' : h('ul', { class: 'plain' }, keys.keys.map((/** @type {any} */ key) => h('li', {},
        h('code', {}, key.kid ?? 'without kid'), ` for ${key.algorithms.join(', ')}`)))],
      ['Cannot be used', keys.unusable.length === 0 ? null : h('ul', { class: 'plain' }, keys.unusable.map((/** @type {any} */ key) => h('li', {},
        h('code', {}, key.kid ?? 'without kid'), `: ${key.reason}`)))],
    ]),
    keys.jwks_uri === undefined ? null : h('p', { class: 'quiet small' }, 'As the instance that answered knows them. Each instance fetches keys for itself, when a token needs them.'),
  ];
}

/** @param {any} keys */
function outcome(keys) {
  if (keys.attempted_at === undefined) {
    return badge('not fetched yet');
  }
  return keys.failure === undefined ? badge('succeeded', 'good') : h('span', { class: 'row' }, badge('failed', 'bad'), keys.failure);
}

/**
 * @param {{body: any, etag: string | null}} registered
 * @param {import('../pages.js').Context} context
 * @param {() => void} cancel
 */
function remove({ body, etag }, { api, signal, open }, cancel) {
  return {
    title: `Remove ${body.name}`,
    text: 'All chains of its users end at once, and stay ended if it is registered again. This cannot be undone.',
    word: body.name,
    action: 'Remove',
    cancel,
    act: async () => {
      await api.send('DELETE', `issuers/${encodeURIComponent(body.name)}`, undefined, { ifMatch: etag, signal });
      open('issuers');
    },
  };
}
