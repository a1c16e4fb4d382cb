// @ts-check
/** Which two versions an address means. Pure. */

/**
 * @param {URLSearchParams} query
 * @param {number} current the current version
 * @returns {{from: number, to: number}} what the current version changed, unless the address says otherwise
 */
export function range(query, current) {
  const to = version(query.get('to'), current, current);
  return { from: version(query.get('from'), Math.max(0, to - 1), current), to };
}

/**
 * @param {string | null} text
 * @param {number} otherwise
 * @param {number} current
 */
function version(text, otherwise, current) {
  return text !== null && /^\d{1,15}$/.test(text) ? Math.min(Number(text), current) : otherwise;
}
