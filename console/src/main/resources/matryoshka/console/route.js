// @ts-check
/** Addresses of pages: `#/graph?service=orders`. */

/**
 * @param {string} hash
 * @returns {{id: string, query: URLSearchParams}} with an empty id if the hash names no page
 */
export function route(hash) {
  const found = /^#\/([a-z-]*)(?:\?(.*))?$/s.exec(hash);
  return { id: found?.[1] ?? '', query: new URLSearchParams(found?.[2] ?? '') };
}

/**
 * @param {string} id
 * @param {Record<string, string | null | undefined>} query values that are absent or empty are left out
 */
export function address(id, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = new URLSearchParams(/** @type {[string, string][]} */ (given)).toString();
  return text === '' ? `#/${id}` : `#/${id}?${text}`;
}
