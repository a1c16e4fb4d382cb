// @ts-check
/** What a client sends to the token endpoint, and gets from it. Pure. */

/** A token is renewed when this part of its life is over. */
const RENEWED_AFTER = 0.7;

/** @typedef {{token: string, scopes: string[], renewAt: number, endsAt: number}} Issued times are in milliseconds */

/**
 * The credentials of `client_secret_basic`: each part form-encoded (RFC 6749 §2.3.1).
 *
 * @param {string} client
 * @param {string} secret
 */
export function credentials(client, secret) {
  const encoded = (/** @type {string} */ text) => new URLSearchParams({ _: text }).toString().slice(2);
  return btoa(`${encoded(client)}:${encoded(secret)}`);
}

/**
 * @param {{access_token: string, scope?: string, expires_in: number}} answer
 * @param {number} now in milliseconds
 * @returns {Issued}
 */
export function issued(answer, now) {
  const life = answer.expires_in * 1000;
  return {
    token: answer.access_token,
    scopes: (answer.scope ?? '').split(' ').filter((scope) => scope !== ''),
    renewAt: now + life * RENEWED_AFTER,
    endsAt: now + life,
  };
}
