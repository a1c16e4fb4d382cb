// @ts-check
/** Registers or changes a client. */
import { address } from '../route.js';
import { h, replace } from '../dom.js';
import { button, card, checkbox, field } from '../parts.js';
import { onSubmit } from './confirm.js';
import { boxes, choice, jsonText, longText, names, textInput } from './fields.js';
import { grantable, scopesOf } from './power.js';
import { clientBody, GRANTS, KEY_MEMBERS, methodOf, METHODS } from './registrations.js';
import { secretCard } from './secret.js';

const FORMATS = [
  { name: 'jwt', text: 'jwt: the token' },
  { name: 'phantom', text: 'phantom: a handle that a gateway trades for the token' },
  { name: 'split', text: 'split: the signature; a gateway fetches the rest' },
];

/** Labels of what is registered for the authentication. */
const KEYS = {
  jwks: 'Public keys (a JWK set)', jwks_uri: 'URL of its public keys (https)', tls_client_auth_subject_dn: 'Subject of the certificate',
  tls_client_auth_san_dns: 'DNS name in the certificate', tls_client_auth_san_uri: 'URI in the certificate',
};

/**
 * @param {{body: any, etag: string | null} | null} registered null for a new client
 * @param {import('./client-details.js').Power} power
 * @param {import('../pages.js').Context} context
 * @param {HTMLElement} root where a new secret is shown
 */
export function clientForm(registered, { caller, services }, context, root) {
  const client = registered?.body ?? { grant_types: ['client_credentials'], token_endpoint_auth_method: 'client_secret_basic', token_format: 'jwt' };
  const id = textInput('client_id', client.client_id, { placeholder: 'made by the issuer', maxlength: 100, disabled: registered !== null });
  const name = textInput('client_name', client.client_name, { maxlength: 200 });
  const scopes = names('Scopes', 'scope', scopesOf(client), grantable(caller, services), 'What it may request. A service that only exchanges tokens needs none.');
  const grants = boxes('Grant types', GRANTS, client.grant_types);
  const format = choice('token_format', FORMATS, client.token_format);
  const authentication = authenticationFields(client);
  const claims = longText('claims', jsonText(client.claims), { placeholder: '{"tier": "gold"}' });
  const properties = longText('properties', jsonText(client.properties), { placeholder: '{"region": "eu"}' });
  const dpop = checkbox('Only with a DPoP proof', client.dpop_bound_access_tokens ?? false);
  const wrong = h('div', {});
  const form = h('form', { class: 'stack', autocomplete: 'off' },
    h('div', { class: 'columns' },
      card('Who it is', h('div', { class: 'stack' }, field('Client id', id, 'The name of a service makes the client that service.'), field('Name', name, 'For people.'))),
      card('What it may request', h('div', { class: 'stack' }, scopes.element, grants.element))),
    h('div', { class: 'columns' },
      card('How it authenticates', authentication.element),
      card('What it gets', h('div', { class: 'stack' }, field('Token format', format), dpop,
        field('Claims of its tokens (JSON)', claims, 'At most 2048 bytes.'),
        field('Properties for conditions (JSON)', properties, 'In no token. At most 2048 bytes.')))),
    wrong,
    h('div', { class: 'row' }, button(registered === null ? 'Register' : 'Save', () => undefined, { tone: 'primary', type: 'submit' }),
      h('a', { class: 'button', href: address('clients', registered === null ? {} : { client: client.client_id }) }, 'Cancel')));
  onSubmit(form, wrong, () => send(clientBody({
    client_id: id.value, client_name: name.value, scope: scopes.value().join(' '), grant_types: grants.value(), token_format: format.value,
    claims: claims.value, properties: properties.value, dpop_bound_access_tokens: dpop.input.checked, ...authentication.value(),
    disabled: client.disabled ?? false,
  }), registered, context, root));
  return form;
}

/**
 * The method, and what is registered for it.
 *
 * @param {any} client
 */
function authenticationFields(client) {
  const method = choice('token_endpoint_auth_method', METHODS, client.token_endpoint_auth_method);
  const first = KEY_MEMBERS.find((name) => client[name] !== undefined) ?? '';
  const key = longText('key', first === 'jwks' ? jsonText(client.jwks) : client[first]);
  const bound = checkbox('Bind its tokens to its certificate', client.tls_client_certificate_bound_access_tokens ?? false);
  let member = choice('key_member', [], '');
  const place = h('div', {});
  const show = () => {
    const options = methodOf(method.value).keys.map((name) => ({ name, text: KEYS[/** @type {keyof typeof KEYS} */ (name)] }));
    member = choice('key_member', options, first);
    replace(place, options.length === 0 ? h('p', { class: 'quiet' }, 'The issuer makes a secret and shows it once.')
      : h('div', { class: 'stack' }, field('Registered for it', member), field('Value', key)));
  };
  method.addEventListener('change', () => {
    bound.input.checked = method.value.includes('tls_client_auth');
    show();
  });
  show();
  return {
    element: h('div', { class: 'stack' }, field('Method', method), place, bound),
    value: () => ({
      token_endpoint_auth_method: method.value, key_member: member.value, key: key.value, tls_client_certificate_bound_access_tokens: bound.input.checked,
    }),
  };
}

/**
 * @param {Record<string, any>} body
 * @param {{body: any, etag: string | null} | null} registered
 * @param {import('../pages.js').Context} context
 * @param {HTMLElement} root
 */
async function send(body, registered, { api, signal, open, actions }, root) {
  const answer = registered === null
    ? await api.send('POST', 'clients', body, { signal })
    : await api.send('PUT', `clients/${encodeURIComponent(registered.body.client_id)}`, body, { ifMatch: registered.etag, signal });
  const id = answer.body.client_id;
  if (answer.body.client_secret === undefined) {
    open('clients', { client: id });
    return;
  }
  replace(actions);
  replace(root, secretCard(id, answer.body.client_secret, () => open('clients', { client: id })));
}
