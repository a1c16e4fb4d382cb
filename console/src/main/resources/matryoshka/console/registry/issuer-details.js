// @ts-check
/** One trusted issuer, and what can be done to it. */
import { address } from '../route.js';
import { h, replace } from '../dom.js';
import { button, card, facts, notice, scopeBadges } from '../parts.js';
import { confirmation } from './confirm.js';
import { keysCard } from './key-state.js';

/** The scopes without which nobody changes trusted issuers. */
export const CHANGING = ['clients:write', 'graph:publish-any'];

/**
 * @param {{body: any, etag: string | null}} registered
 * @param {import('../pages.js').Context} context
 */
export function issuerDetails(registered, context) {
  const issuer = registered.body;
  const place = h('div', { class: 'asked' });
  const may = context.session.may(CHANGING);
  if (may && !issuer.configured) {
    context.actions.append(
      button('Change', () => context.open('issuers', { issuer: issuer.name, change: 'yes' })),
      button('Remove', () => replace(place, confirmation(remove(registered, context, () => replace(place)))), { tone: 'danger' }));
  }
  const keys = keysCard(`issuers/${encodeURIComponent(issuer.name)}/keys`, may && issuer.jwks_uri !== undefined, context);
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
