// @ts-check
/** What the issuer publishes about all its tokens: keys and the status summary. Nothing of a token is sent to read it. */
import { readJws } from '../token/jws.js';

/** After this many seconds, keys are read again. */
const KEYS_LIVE = 60;

export class PublishedDocuments {
  /** @type {import('../token/assess.js').Published | null} */
  #last = null;
  #summaryUntil = 0;
  #keysUntil = 0;

  /** @param {import('../api.js').Api} api @param {AbortSignal} signal */
  constructor(api, signal) {
    this.api = api;
    this.signal = signal;
  }

  /**
   * Reads them, or gives what was read a moment ago.
   *
   * @param {number} now in seconds
   * @returns {Promise<import('../token/assess.js').Published>}
   */
  async read(now) {
    const keys = this.#last !== null && now < this.#keysUntil ? this.#last.keys : await this.#keys(now);
    const summary = this.#last !== null && now < this.#summaryUntil ? this.#last.summary : await this.#summary(now);
    this.#last = { issuer: summary?.iss ?? this.#last?.issuer ?? '', keys, summary };
    return this.#last;
  }

  /** @param {number} now */
  async #keys(now) {
    const answer = await this.api.get('oauth2/jwks', { accept: '*/*', signal: this.signal });
    this.#keysUntil = now + KEYS_LIVE;
    return answer.body.keys;
  }

  /** @param {number} now */
  async #summary(now) {
    const answer = await this.api.get('oauth2/status', { accept: '*/*', signal: this.signal });
    const { claims } = readJws(answer.text);
    this.#summaryUntil = now + claims.ttl;
    return claims;
  }
}
