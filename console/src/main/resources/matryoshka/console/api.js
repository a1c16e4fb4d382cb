// @ts-check
/** Calls the issuer's API with the token of the session. */

/** What the API refused, or why it could not be reached, in words for the user. */
export class Problem extends Error {
  /**
   * @param {number} status of HTTP; 0 if there was no answer
   * @param {string} message
   * @param {{pointer?: string, rule?: string, message: string}[]} [violations]
   * @param {string | null} [etag] the current tag, with 412
   * @param {any} [body] all members of the refusal
   */
  constructor(status, message, violations = [], etag = null, body = {}) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.violations = violations;
    this.etag = etag;
    this.body = body;
  }
}

/**
 * @typedef {{status: number, etag: string | null, body: any, text: string}} Answer
 * @typedef {{accept?: string, type?: string, ifMatch?: string | null, ifNoneMatch?: string | null, headers?: Record<string, string>,
 *     signal?: AbortSignal}} Options
 */

export class Api {
  /**
   * @param {URL} base the issuer's URL, with a slash at the end
   * @param {() => Promise<string>} token gives the current access token
   * @param {() => void} refused is called when the token is no longer accepted
   */
  constructor(base, token, refused) {
    this.base = base;
    this.token = token;
    this.refused = refused;
  }

  /**
   * Reads; `path` is relative to the issuer's URL, and has its query.
   *
   * @param {string} path
   * @param {Options} [options]
   * @returns {Promise<Answer>} with the parsed JSON in `body`, if it is JSON
   */
  get(path, options = {}) {
    return this.send('GET', path, undefined, options);
  }

  /**
   * Sends a request. A body that is no text is sent as JSON.
   *
   * @param {string} method
   * @param {string} path
   * @param {any} [body]
   * @param {Options} [options]
   * @returns {Promise<Answer>}
   */
  async send(method, path, body, options = {}) {
    const answer = await this.open(method, path, body, options);
    const text = await answer.text();
    return { status: answer.status, etag: answer.headers.get('ETag'), body: parsed(answer, text), text };
  }

  /**
   * Sends a request, and gives the answer as it comes. For streams.
   *
   * @param {string} method
   * @param {string} path
   * @param {any} [body]
   * @param {Options} [options]
   * @returns {Promise<Response>} with a status below 400
   */
  async open(method, path, body, options = {}) {
    /** @type {Record<string, string>} */
    const headers = { Accept: options.accept ?? 'application/json', Authorization: `Bearer ${await this.token()}`, ...options.headers };
    if (options.ifMatch) {
      headers['If-Match'] = options.ifMatch;
    }
    if (options.ifNoneMatch) {
      headers['If-None-Match'] = options.ifNoneMatch;
    }
    if (body !== undefined) {
      headers['Content-Type'] = options.type ?? 'application/json';
    }
    const answer = await fetched(new URL(path, this.base), {
      method, headers, signal: options.signal, body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    if (answer.status === 401) {
      this.refused();
    }
    if (answer.status >= 400) {
      throw problem(answer, await answer.text());
    }
    return answer;
  }
}

/**
 * Fetches without cookies, and never from the browser's cache.
 *
 * @param {URL} url
 * @param {RequestInit} request
 */
export async function fetched(url, request) {
  try {
    return await fetch(url, { cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer', ...request });
  } catch (failed) {
    if (failed instanceof DOMException && failed.name === 'AbortError') {
      throw failed;
    }
    throw new Problem(0, 'The issuer cannot be reached.');
  }
}

/**
 * The refusal in an answer: problem details (RFC 9457), or an OAuth error (RFC 6749 §5.2).
 *
 * @param {Response} answer
 * @param {string} text
 */
export function problem(answer, text) {
  const body = parsed(answer, text) ?? {};
  const message = body.detail ?? body.error_description ?? body.title ?? body.error ?? `The issuer answered ${answer.status}.`;
  const violations = Array.isArray(body.violations) ? body.violations : [];
  return new Problem(answer.status, String(message), violations, answer.headers.get('ETag'), body);
}

/**
 * @param {Response} answer
 * @param {string} text
 */
function parsed(answer, text) {
  if (!/json/.test(answer.headers.get('Content-Type') ?? '') || text === '') {
    return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
