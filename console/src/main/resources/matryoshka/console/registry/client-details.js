// @ts-check
/** One client, and what can be done to it. */
import { address } from '../route.js';
import { h, replace } from '../dom.js';
import { badge, button, card, facts, notice, scopeBadges, time } from '../parts.js';
import { confirmation } from './confirm.js';
import { stateBadge } from './fields.js';
import { keysCard } from './key-state.js';
import { lacking, lackingToEnd, scopesOf } from './power.js';
import { changedClient, GRANTS, methodOf } from './registrations.js';
import { secretCard } from './secret.js';

/**
 * @typedef {{body: any, etag: string | null}} Loaded with the tag of the registration that is shown
 * @typedef {{caller: import('./power.js').Caller, services: import('./power.js').Services}} Power
 */

/**
 * @param {Loaded} loaded
 * @param {Power} power
 * @param {import('../pages.js').Context} context
 * @param {() => void} reload shows the client anew
 */
export function clientDetails(loaded, power, context, reload) {
  const client = loaded.body;
  const place = h('div', { class: 'asked' });
  const refused = lackingToEnd(power.caller, client, power.services);
  offer(loaded, power, context, { place, reload });
  return [
    h('p', {}, h('a', { href: address('clients') }, 'All clients')),
    place,
    refused === null ? null : notice(refused),
    card(client.client_id, registration(client)),
    client.jwks_uri === undefined ? null : keysCard(`clients/${encodeURIComponent(client.client_id)}/keys`, context.session.may(['clients:write']), context),
  ];
}

/** @param {any} client */
function registration(client) {
  const keys = client.jwks?.keys?.map((/** @type {any} */ key) => h('code', {}, `${key.kid ?? 'without kid'} (${key.kty}${key.crv ? ` ${key.crv}` : ''})`));
  return facts([
    ['Name', client.client_name],
    ['State', stateBadge(client.disabled)],
    ['Scopes', scopeBadges(scopesOf(client))],
    ['Grant types', h('ul', { class: 'plain' }, client.grant_types.map((/** @type {string} */ name) => h('li', {}, GRANTS.find((grant) => grant.name === name)?.text ?? name)))],
    ['Authentication', methodOf(client.token_endpoint_auth_method).text],
    ['Public keys', keys === undefined ? null : h('span', { class: 'row' }, keys)],
    ['Keys are fetched from', client.jwks_uri],
    ['Subject of the certificate', client.tls_client_auth_subject_dn],
    ['DNS name in the certificate', client.tls_client_auth_san_dns],
    ['URI in the certificate', client.tls_client_auth_san_uri],
    ['Tokens are bound to', h('span', { class: 'row' }, client.dpop_bound_access_tokens ? badge('a DPoP key', 'good') : null,
      client.tls_client_certificate_bound_access_tokens ? badge('its certificate', 'good') : null,
      client.dpop_bound_access_tokens || client.tls_client_certificate_bound_access_tokens ? null : h('span', { class: 'quiet' }, 'nothing, unless it sends a DPoP proof'))],
    ['Gets', { jwt: 'the token', phantom: 'a handle (phantom)', split: 'the signature (split)' }[/** @type {'jwt'} */ (client.token_format)] ?? client.token_format],
    ['Claims of its tokens', json(client.claims)],
    ['Properties for conditions', json(client.properties)],
    ['Registered', time(client.client_id_issued_at)],
  ]);
}

/** @param {Record<string, any>} object */
function json(object) {
  return Object.keys(object).length === 0 ? null : h('pre', {}, JSON.stringify(object, null, 2));
}

/**
 * The buttons for what the caller may do.
 *
 * @param {Loaded} loaded
 * @param {Power} power
 * @param {import('../pages.js').Context} context
 * @param {{place: HTMLElement, reload: () => void}} here where questions and secrets are shown
 */
function offer(loaded, { caller, services }, context, { place, reload }) {
  const client = loaded.body;
  const id = client.client_id;
  const ask = (/** @type {Parameters<typeof confirmation>[0]} */ question) => replace(place, confirmation(question));
  const cancel = () => replace(place);
  if (context.session.may(['graph:read'])) {
    context.actions.append(button('What would it get?', () => context.open('plan', { client: id }), { icon: 'tree' }));
  }
  if (lacking(caller, client, services) !== null) {
    return;
  }
  context.actions.append(button('Change', () => context.open('clients', { client: id, change: 'yes' })));
  if (methodOf(client.token_endpoint_auth_method).secret) {
    context.actions.append(button('New secret', () => ask(newSecret(loaded, context, place, cancel))));
  }
  if (lackingToEnd(caller, client, services) === null) {
    context.actions.append(
      button(client.disabled ? 'Enable' : 'Disable', () => ask(disable(loaded, context, reload, cancel))),
      button('Remove', () => ask(remove(loaded, context, cancel)), { tone: 'danger' }));
  }
}

/**
 * @param {Loaded} loaded
 * @param {import('../pages.js').Context} context
 * @param {HTMLElement} place
 * @param {() => void} cancel
 */
function newSecret(loaded, { api, signal }, place, cancel) {
  const id = loaded.body.client_id;
  return {
    title: `A new secret for ${id}`,
    text: 'The new secret and the one before it are both valid, so that the client can change over. Any older secret ends now.',
    action: 'Make a new secret',
    cancel,
    act: async () => {
      const { body, etag } = await api.send('POST', `clients/${encodeURIComponent(id)}/secrets`, undefined, { signal });
      // A new secret is a new revision.
      loaded.etag = etag;
      replace(place, secretCard(id, body.client_secret, cancel));
    },
  };
}

/**
 * @param {Loaded} loaded
 * @param {import('../pages.js').Context} context
 * @param {() => void} done
 * @param {() => void} cancel
 */
function disable({ body, etag }, { api, signal }, done, cancel) {
  const disabled = !body.disabled;
  return {
    title: `${disabled ? 'Disable' : 'Enable'} ${body.client_id}`,
    text: disabled
      ? 'It gets no more tokens, and tokens of chains that it began are refused until it is enabled again. Its registration and its secrets stay.'
      : 'It gets tokens again, and those that it got before are good again until they expire.',
    action: disabled ? 'Disable' : 'Enable',
    danger: disabled,
    cancel,
    act: async () => {
      await api.send('PUT', `clients/${encodeURIComponent(body.client_id)}`, changedClient(body, { disabled }), { ifMatch: etag, signal });
      done();
    },
  };
}

/**
 * @param {Loaded} loaded
 * @param {import('../pages.js').Context} context
 * @param {() => void} cancel
 */
function remove({ body, etag }, { api, signal, open }, cancel) {
  return {
    title: `Remove ${body.client_id}`,
    text: 'All chains that it began end for ever, and tokens that it holds are revoked. This cannot be undone. To stop it for a while, disable it.',
    word: body.client_id,
    action: 'Remove',
    cancel,
    act: async () => {
      await api.send('DELETE', `clients/${encodeURIComponent(body.client_id)}`, undefined, { ifMatch: etag, signal });
      open('clients');
    },
  };
}
