// @ts-check
// Strict base64url without padding (RFC 4648 section 5): every value has one spelling only.

const ALPHABET = /^[A-Za-z0-9_-]*$/;

/**
 * Returns the bytes, or null if the text is not canonical base64url.
 * @param {string} text
 * @returns {Uint8Array | null}
 */
export function decode(text) {
  if (!ALPHABET.test(text) || text.length % 4 === 1) {
    return null;
  }
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  // Other last characters can stand for the same bytes, with other bits left over.
  return encode(bytes.subarray(bytes.length - (bytes.length % 3))) === text.slice(text.length - (text.length % 4)) ? bytes : null;
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function encode(bytes) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}
