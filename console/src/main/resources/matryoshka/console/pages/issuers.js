// @ts-check
/** Trusted issuers: whose tokens begin chains here, and the state of their keys. */
import { address } from '../route.js';
import { h } from '../dom.js';
import { badge, button, empty, loaded, scopeBadges, table } from '../parts.js';
import { CHANGING, issuerDetails } from '../registry/issuer-details.js';
import { issuerForm } from '../registry/issuer-form.js';

const COLUMNS = [{ title: 'Name' }, { title: 'Issuer' }, { title: 'Token types' }, { title: 'Clients', number: true }, { title: 'Keys' }];

/** @type {import('../pages.js').Page} */
export default {
  id: 'issuers',
  title: 'Trusted issuers',
  icon: 'issuers',
  needs: ['clients:read'],
  lead: 'Whose tokens clients may exchange here, so that a chain begins for a user who logged in elsewhere.',
  show(root, context) {
    const { api, signal, query } = context;
    const name = query.get('issuer') ?? '';
    return loaded(root, async () => {
      if (name === '' && !query.has('register')) {
        return list((await api.get('issuers', { signal })).body.issuers, context);
      }
      const issuer = name === '' ? null : await api.get(`issuers/${encodeURIComponent(name)}`, { signal });
      if (issuer !== null && !query.has('change')) {
        return issuerDetails(issuer, context);
      }
      const clients = (await api.get('clients', { signal })).body.clients.map((/** @type {any} */ client) => client.client_id);
      return issuerForm(issuer, clients, context);
    });
  },
};

/**
 * @param {any[]} issuers
 * @param {import('../pages.js').Context} context
 */
function list(issuers, context) {
  if (context.session.may(CHANGING)) {
    context.actions.append(button('Register an issuer', () => context.open('issuers', { register: 'yes' }), { tone: 'primary' }));
  }
  if (issuers.length === 0) {
    return empty('No trusted issuer', 'Chains begin with clients of this issuer only.');
  }
  return h('div', { class: 'card flush' }, table(COLUMNS, issuers.map((issuer) => [
    h('span', { class: 'row' }, h('a', { href: address('issuers', { issuer: issuer.name }) }, issuer.name), issuer.configured ? badge('config.yml', 'info') : null),
    issuer.issuer,
    scopeBadges(issuer.types),
    issuer.clients.length.toLocaleString('en'),
    issuer.jwks_uri === undefined ? `${issuer.jwks.keys.length} registered` : 'fetched',
  ]), 'Trusted issuers'));
}
