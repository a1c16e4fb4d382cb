// @ts-check
/** Registers or changes a trusted issuer. */
import { address } from '../route.js';
import { h } from '../dom.js';
import { button, card, field } from '../parts.js';
import { onSubmit } from './confirm.js';
import { boxes, choice, jsonText, longText, names, textInput } from './fields.js';
import { issuerBody } from './registrations.js';

const TYPES = [
  { name: 'id_token', text: 'id_token' }, { name: 'access_token', text: 'access_token (RFC 9068)' }, { name: 'jwt', text: 'jwt: any other JWT' },
];
const ALGORITHMS = ['ES256', 'ES384', 'Ed25519', 'EdDSA', 'PS256', 'RS256'].map((name) => ({ name, text: name }));
const KEYS = [{ name: 'jwks_uri', text: 'They are fetched from a URL' }, { name: 'jwks', text: 'They are registered here' }];

/**
 * @param {{body: any, etag: string | null} | null} registered null for a new issuer
 * @param {string[]} clients whose ids are suggested
 * @param {import('../pages.js').Context} context
 */
export function issuerForm(registered, clients, context) {
  const issuer = registered?.body ?? { types: ['id_token'], algorithms: ALGORITHMS.map(({ name }) => name), audiences: [], clients: [] };
  const name = textInput('name', issuer.name, { required: true, maxlength: 100, disabled: registered !== null });
  const iss = textInput('issuer', issuer.issuer, { required: true });
  const member = choice('key_member', KEYS, issuer.jwks === undefined ? 'jwks_uri' : 'jwks');
  const key = longText('key', issuer.jwks === undefined ? issuer.jwks_uri : jsonText(issuer.jwks), { required: true });
  const audiences = longText('audiences', issuer.audiences.join('\n'), { required: true });
  const types = boxes('Types of its tokens', TYPES, issuer.types);
  const algorithms = boxes('Algorithms', ALGORITHMS, issuer.algorithms);
  const prefix = textInput('subject_prefix', issuer.subject_prefix, { maxlength: 100, placeholder: 'the name' });
  const claims = longText('claims', jsonText(issuer.claims), { placeholder: '{"their_name": "our_name"}' });
  const mayExchange = names('Clients', 'clients', issuer.clients, clients, 'Who may exchange its tokens.');
  const wrong = h('div', {});
  const form = h('form', { class: 'stack', autocomplete: 'off' },
    h('div', { class: 'columns' },
      card('Who it is', h('div', { class: 'stack' }, field('Name', name, 'What we call it. It never changes.'), field('Issuer', iss, 'Its iss, compared as text.'),
        field('Keys', member), field('URL, or JWK set', key))),
      card('What is accepted', h('div', { class: 'stack' }, field('Audiences', audiences, 'One a line. A token must have one of these in aud.'), types.element, algorithms.element))),
    card('What becomes of its tokens', h('div', { class: 'stack' }, mayExchange.element,
      field('Subject prefix', prefix, 'Precedes each of its subjects, with a colon.'), field('Copied claims (JSON)', claims, 'Their names, and the names that they get here.'))),
    wrong,
    h('div', { class: 'row' }, button(registered === null ? 'Register' : 'Save', () => undefined, { tone: 'primary', type: 'submit' }),
      h('a', { class: 'button', href: address('issuers', registered === null ? {} : { issuer: issuer.name }) }, 'Cancel')));
  onSubmit(form, wrong, async () => {
    const body = issuerBody({
      name: name.value, issuer: iss.value, key_member: member.value, key: key.value, audiences: audiences.value, types: types.value(),
      algorithms: algorithms.value(), subject_prefix: prefix.value, claims: claims.value, clients: mayExchange.value().join(' '),
    });
    const { api, signal } = context;
    await (registered === null ? api.send('POST', 'issuers', body, { signal })
      : api.send('PUT', `issuers/${encodeURIComponent(issuer.name)}`, body, { ifMatch: registered.etag, signal }));
    context.open('issuers', { issuer: body.name });
  });
  return form;
}
