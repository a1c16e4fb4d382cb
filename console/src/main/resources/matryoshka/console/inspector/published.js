// @ts-check
/** What the issuer publishes about all its tokens: keys and the status summary. Nothing of a token is sent to read it. */
import { readJws } from '../token/jws.js';

/** After this many seconds, keys are read again. */
const KEYS_LIVE = 60;

/** A key that is not known is looked for again, but not more often than this. */
const MIN_KEYS_AGE = 5;

/** A summary that could not be read, or does not know what the last version did, is read again after this. */
const RETRY = 3;

export class PublishedDocuments {
  /** @type {import('../token/verify.js').Jwk[]} */
  #keys = [];
  #keysRead = -Infinity;
  /** @type {Record<string, any> | null} */
  #summary = null;
  #summaryUntil = -Infinity;

  /** @param {import('../api.js').Api} api @param {AbortSignal} signal */
  constructor(api, signal) {
    this.api = api;
    this.signal = signal;
  }

  /**
   * Reads them, or gives what was read a moment ago. Without the summary, signatures can still be verified.
   *
   * @param {number} now in seconds
   * @param {string[]} kids of the tokens
   * @returns {Promise<import('../token/assess.js').Published>}
   */
  async read(now, kids) {
    await Promise.all([this.#readKeys(now, kids), this.#readSummary(now)]);
    return { issuer: this.#summary?.iss ?? await this.#ownIssuer(), keys: this.#keys, summary: this.#summary };
  }

  /** @param {number} now @param {string[]} kids */
  async #readKeys(now, kids) {
    const isKnown = (/** @type {string} */ kid) => this.#keys.some((key) => key.kid === kid);
    if (now < this.#keysRead + (kids.every(isKnown) ? KEYS_LIVE : MIN_KEYS_AGE)) {
      return;
    }
    this.#keys = (await this.#get('oauth2/jwks')).body.keys;
    this.#keysRead = now;
  }

  /** @param {number} now */
  async #readSummary(now) {
    if (now < this.#summaryUntil) {
      return;
    }
    try {
      this.#summary = readJws((await this.#get('oauth2/status')).text).claims;
      this.#summaryUntil = now + (this.#summary.complete === true ? this.#summary.ttl : RETRY);
    } catch {
      // What it says is shown as unknown.
      this.#summary = null;
      this.#summaryUntil = now + RETRY;
    }
  }

  /** The token of this page is of the same issuer. */
  async #ownIssuer() {
    try {
      return readJws(await this.api.token()).claims.iss;
    } catch {
      return '';
    }
  }

  /** @param {string} path */
  #get(path) {
    return this.api.get(path, { accept: '*/*', signal: this.signal });
  }
}
