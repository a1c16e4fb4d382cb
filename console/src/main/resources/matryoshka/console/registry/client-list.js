// @ts-check
/** All clients, with a search. */
import { address } from '../route.js';
import { h, replace } from '../dom.js';
import { badge, button, empty, field, scopeBadge, table } from '../parts.js';
import { stateBadge, textInput } from './fields.js';
import { scopesOf } from './power.js';
import { found } from './registrations.js';

/** How many clients, and scopes of each, are shown at once. */
const MAX_SHOWN = 200;
const MAX_SCOPES = 4;

const COLUMNS = [{ title: 'Client' }, { title: 'Scopes' }, { title: 'Authentication' }, { title: 'Gets' }, { title: 'State' }];

/**
 * @param {any[]} clients
 * @param {import('../pages.js').Context} context
 */
export function clientList(clients, context) {
  const search = textInput('search', context.query.get('search') ?? '', { type: 'search', placeholder: 'Id, name, scope or method' });
  const place = h('div', {});
  const show = () => {
    const matching = found(clients, search.value, ['client_id', 'client_name', 'scope', 'token_endpoint_auth_method']);
    replace(place, matching.length === 0
      ? empty('No client', search.value === '' ? 'None is registered.' : 'No client matches this search.')
      : [h('div', { class: 'card flush' }, table(COLUMNS, matching.slice(0, MAX_SHOWN).map(row), 'Clients')), count(matching.length, clients.length)]);
  };
  search.addEventListener('input', () => {
    context.remember({ search: search.value });
    show();
  });
  show();
  if (context.session.may(['clients:write'])) {
    context.actions.append(button('Register a client', () => context.open('clients', { register: 'yes' }), { tone: 'primary' }));
  }
  return [h('div', { class: 'card' }, field('Search', search)), place];
}

/** @param {any} client */
function row(client) {
  const scopes = scopesOf(client);
  return [
    h('span', {}, h('a', { href: address('clients', { client: client.client_id }) }, client.client_id),
      client.client_name ? h('div', { class: 'quiet small' }, client.client_name) : null),
    h('span', { class: 'row' }, scopes.slice(0, MAX_SCOPES).map(scopeBadge),
      scopes.length === 0 ? h('span', { class: 'quiet' }, 'none') : null,
      scopes.length > MAX_SCOPES ? badge(`${scopes.length - MAX_SCOPES} more`) : null),
    h('code', {}, client.token_endpoint_auth_method),
    client.token_format,
    stateBadge(client.disabled),
  ];
}

/**
 * @param {number} matching
 * @param {number} all
 */
function count(matching, all) {
  const shown = Math.min(matching, MAX_SHOWN);
  return h('p', { class: 'quiet small count', role: 'status' },
    `${shown.toLocaleString('en')} of ${all.toLocaleString('en')} clients`, shown < matching ? '. Search to see others.' : '');
}
