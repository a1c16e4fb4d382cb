// @ts-check
/** Registrations of clients and trusted issuers, between the API's JSON and the fields of a form. Pure. */

/** What a form cannot be sent for; names the field. */
export class FieldError extends Error {}

export const GRANTS = [
  { name: 'client_credentials', text: 'client_credentials: tokens for itself' },
  { name: 'urn:ietf:params:oauth:grant-type:token-exchange', text: 'token-exchange: tokens for tokens that it received' },
  { name: 'urn:ietf:params:oauth:grant-type:jwt-bearer', text: 'jwt-bearer: tokens for assertions' },
];

/** How a client authenticates, and what is registered for that. */
export const METHODS = [
  { name: 'client_secret_basic', text: 'client_secret_basic: a secret, in the header', secret: true, keys: [] },
  { name: 'client_secret_post', text: 'client_secret_post: a secret, in the form', secret: true, keys: [] },
  { name: 'private_key_jwt', text: 'private_key_jwt: a JWT that it signs', secret: false, keys: ['jwks', 'jwks_uri'] },
  {
    name: 'tls_client_auth', text: 'tls_client_auth: a certificate from an authority', secret: false,
    keys: ['tls_client_auth_subject_dn', 'tls_client_auth_san_dns', 'tls_client_auth_san_uri'],
  },
  { name: 'self_signed_tls_client_auth', text: 'self_signed_tls_client_auth: a self-signed certificate', secret: false, keys: ['jwks'] },
];

/** @param {string} name */
export function methodOf(name) {
  return METHODS.find((method) => method.name === name) ?? METHODS[0];
}

/** What a client is registered with for its authentication, whatever the method. */
export const KEY_MEMBERS = ['jwks', 'jwks_uri', 'tls_client_auth_subject_dn', 'tls_client_auth_san_dns', 'tls_client_auth_san_uri'];

/**
 * The body that registers a client.
 *
 * @param {Record<string, any>} fields texts by the names of members; `grant_types` is a list, flags are booleans
 * @returns {Record<string, any>} without what is empty, so that it has its default
 */
export function clientBody(fields) {
  /** @type {Record<string, any>} */
  const body = {};
  const method = methodOf(fields.token_endpoint_auth_method);
  const keyMember = method.keys.find((name) => name === fields.key_member) ?? method.keys[0];
  for (const name of ['client_id', 'client_name', 'scope', 'token_endpoint_auth_method', 'token_format']) {
    put(body, name, fields[name]?.trim());
  }
  if (keyMember !== undefined) {
    put(body, keyMember, keyMember === 'jwks' ? json('Public keys', fields.key) : fields.key?.trim());
  }
  body.grant_types = fields.grant_types;
  put(body, 'claims', json('Claims', fields.claims));
  put(body, 'properties', json('Properties', fields.properties));
  for (const name of ['dpop_bound_access_tokens', 'tls_client_certificate_bound_access_tokens', 'disabled']) {
    put(body, name, fields[name]);
  }
  return body;
}

/**
 * The body that replaces a client's registration by itself, with changes.
 *
 * @param {Record<string, any>} client as `GET /clients/{id}` gives it
 * @param {Record<string, any>} changes
 */
export function changedClient(client, changes) {
  const { client_id_issued_at: _, ...body } = client;
  return { ...body, ...changes };
}

/**
 * The body that registers a trusted issuer.
 *
 * @param {Record<string, any>} fields texts by the names of members; `types` and `algorithms` are lists
 */
export function issuerBody(fields) {
  /** @type {Record<string, any>} */
  const body = {};
  for (const name of ['name', 'issuer', 'subject_prefix']) {
    put(body, name, fields[name]?.trim());
  }
  if (fields.key_member === 'jwks') {
    put(body, 'jwks', json('Public keys', fields.key));
  } else {
    put(body, 'jwks_uri', fields.key?.trim());
  }
  body.audiences = words(fields.audiences);
  body.types = fields.types;
  body.algorithms = fields.algorithms;
  put(body, 'claims', json('Claims', fields.claims));
  body.clients = words(fields.clients);
  return body;
}

/**
 * Those that a search finds: all its words are in the id, the name or a scope, in any case.
 *
 * @template {Record<string, any>} T
 * @param {T[]} all
 * @param {string} search
 * @param {string[]} members that are searched
 */
export function found(all, search, members) {
  const wanted = words(search.toLowerCase());
  return all.filter((one) => {
    const text = members.map((member) => String(one[member] ?? '').toLowerCase()).join('\n');
    return wanted.every((word) => text.includes(word));
  });
}

/** @param {string | undefined} text separated by spaces or lines */
export function words(text) {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}

/**
 * @param {string} label of the field
 * @param {string | undefined} text
 * @returns {any} undefined if it is empty
 */
function json(label, text) {
  if (text === undefined || text.trim() === '') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new FieldError(`${label}: this is not JSON.`);
  }
}

/**
 * @param {Record<string, any>} body
 * @param {string} name
 * @param {any} value
 */
function put(body, name, value) {
  if (value !== undefined && value !== '') {
    body[name] = value;
  }
}
