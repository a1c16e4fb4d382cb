// @ts-check
/** How the services that exchange share with those that they exchange for. */

/** Services that are asked about; each is one request for each version. */
const MAX_CALLERS = 20;

export class SharingBySource {
  /** @type {Map<string, string>} */
  known = new Map();
  /** @type {Set<string>} */
  #asked = new Set();

  /** @param {import('../api.js').Api} api @param {AbortSignal} signal */
  constructor(api, signal) {
    this.api = api;
    this.signal = signal;
  }

  /** Forgets everything: there is another version. */
  forget() {
    this.known = new Map();
    this.#asked = new Set();
  }

  /** @param {string[]} callers those that exchange most first */
  async learn(callers) {
    const unknown = callers.filter((caller) => !this.#asked.has(caller)).slice(0, Math.max(0, MAX_CALLERS - this.#asked.size));
    unknown.forEach((caller) => this.#asked.add(caller));
    await Promise.all(unknown.map((caller) => this.#ask(caller)));
  }

  /** @param {string} caller */
  async #ask(caller) {
    try {
      const { egress } = (await this.api.get(`graph/services/${encodeURIComponent(caller)}/egress`, { signal: this.signal })).body;
      egress.forEach((/** @type {any} */ one) => this.known.set(`${caller}>${one.service}`, one.sharing));
    } catch {
      // Clients that are no services exchange too: users' tokens for their own. They have no dependency to show.
    }
  }
}
