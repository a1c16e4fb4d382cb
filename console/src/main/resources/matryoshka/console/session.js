// @ts-check
/** Who has signed in. Token and secret are in the memory of this page only: a reload or a closed tab forgets them. */
import { fetched, problem } from './api.js';
import { credentials, issued } from './oauth.js';

/** The scopes that pages of the console use. The token is narrowed to those of them that the client has. */
export const SCOPES = [
  'graph:read', 'graph:write', 'graph:publish-any', 'clients:read', 'clients:write', 'tokens:introspect', 'keys:rotate',
];

/** Of these, the ones that change nothing. */
const READING = ['graph:read', 'clients:read', 'tokens:introspect'];

/** The built-in service that the admin API is. */
const ADMIN_API = 'matryoshka';

/** Between two renewals, in milliseconds. */
const MIN_PAUSE = 1000;

/**
 * @typedef {import('./oauth.js').Issued} Issued
 * @typedef {() => Promise<Issued>} Renewal
 */

export class Session extends EventTarget {
  /** @type {Issued | null} */
  #issued = null;
  /** @type {Renewal | null} */
  #renewal = null;
  /** @type {Promise<void> | null} */
  #renewing = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {URL} base the issuer's URL, with a slash at the end */
  constructor(base) {
    super();
    this.base = base;
    /** The client that has signed in; empty if none has. */
    this.client = '';
    /** @type {Error | null} why the last session has ended */
    this.why = null;
  }

  get isSignedIn() {
    return this.#issued !== null;
  }

  /** @returns {string[]} */
  get scopes() {
    return this.#issued?.scopes ?? [];
  }

  /**
   * Tells whether the token has all of these scopes.
   *
   * @param {string[]} needed
   */
  may(needed) {
    return needed.every((scope) => this.scopes.includes(scope));
  }

  /**
   * Signs in with a client's id and secret.
   *
   * @param {string} client
   * @param {string} secret
   * @param {boolean} readOnly whether the token is to change nothing
   */
  async signIn(client, secret, readOnly) {
    const wanted = readOnly ? READING : SCOPES;
    const first = await this.#request(client, secret, '');
    const scopes = first.scopes.filter((scope) => wanted.includes(scope));
    if (scopes.length === 0) {
      throw new Error('This client has no scope that the console could use.');
    }
    const renewal = () => this.#request(client, secret, scopes.join(' '));
    this.#begin(client, scopes.length === first.scopes.length ? first : await renewal(), renewal);
  }

  /**
   * Signs in with the code of a one-time link.
   *
   * @param {string} code
   */
  async signInByLink(code) {
    let next = code;
    let client = '';
    const renewal = async () => {
      const answer = await this.#send('console/session', { Accept: 'application/json' }, new URLSearchParams({ code: next }));
      next = answer.code;
      client = answer.client_id;
      return issued(answer, Date.now());
    };
    const first = await renewal();
    this.#begin(client, first, renewal);
  }

  /**
   * Forgets everything.
   *
   * @param {Error | null} [why] why the session has ended, unless the user wanted it
   */
  signOut(why = null) {
    this.why = why;
    clearTimeout(this.#timer);
    this.client = '';
    this.#issued = null;
    this.#renewal = null;
    this.dispatchEvent(new Event('change'));
  }

  /** Gives the token; renews it first when its end is near. */
  async token() {
    if (this.#issued !== null && Date.now() >= this.#issued.renewAt) {
      this.#renewing ??= this.#renew().finally(() => { this.#renewing = null; });
      await this.#renewing;
    }
    if (this.#issued === null) {
      throw new Error('Nobody is signed in.');
    }
    return this.#issued.token;
  }

  async #renew() {
    const renewal = this.#renewal;
    if (renewal === null) {
      return;
    }
    try {
      const issued = await renewal();
      if (renewal === this.#renewal) {
        this.#keep(issued);
      }
    } catch (failed) {
      // The old one still works for a while.
      if (this.#issued === null || Date.now() >= this.#issued.endsAt) {
        this.signOut(failed instanceof Error ? failed : null);
        throw failed;
      }
      this.#renewIn(MIN_PAUSE * 5);
    }
  }

  /**
   * Keeps a token, and renews it in time even if no page needs it: a session ends when it is not continued.
   *
   * @param {Issued} issued
   */
  #keep(issued) {
    this.#issued = issued;
    this.#renewIn(Math.max(MIN_PAUSE, issued.renewAt - Date.now()));
  }

  /** @param {number} pause in milliseconds */
  #renewIn(pause) {
    clearTimeout(this.#timer);
    // When it fails for good, the session ends, and says why.
    this.#timer = setTimeout(() => this.token().catch(() => {}), pause);
    // Only Node has this: its tests do not wait for the timer.
    /** @type {any} */ (this.#timer).unref?.();
  }

  /**
   * @param {string} client
   * @param {Issued} issued
   * @param {Renewal} renewal
   */
  #begin(client, issued, renewal) {
    this.client = client;
    this.#renewal = renewal;
    this.#keep(issued);
    this.dispatchEvent(new Event('change'));
  }

  /**
   * @param {string} client
   * @param {string} secret
   * @param {string} scope all of the client at the admin API when empty
   * @returns {Promise<Issued>}
   */
  async #request(client, secret, scope) {
    const form = new URLSearchParams({ grant_type: 'client_credentials', audience: ADMIN_API });
    if (scope !== '') {
      form.set('scope', scope);
    }
    const headers = { Accept: 'application/json', Authorization: `Basic ${credentials(client, secret)}` };
    return issued(await this.#send('oauth2/token', headers, form), Date.now());
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {URLSearchParams} form
   */
  async #send(path, headers, form) {
    const answer = await fetched(new URL(path, this.base), { method: 'POST', headers, body: form });
    const text = await answer.text();
    if (!answer.ok) {
      throw problem(answer, text);
    }
    return JSON.parse(text);
  }
}
