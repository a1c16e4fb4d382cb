// @ts-check
/** The parts of a line of YAML, to colour them. Pure. It looks at one line at a time, so that long documents stay quick. */

/** @typedef {{kind: 'key' | 'text' | 'value' | 'comment' | 'mark' | 'space', text: string}} Part */

const QUOTED = `"(?:[^"\\\\]|\\\\.)*"?|'(?:[^']|'')*'?`;
const PARTS = new RegExp([
  '(?<space>\\s+)',
  '(?<comment>(?<=^|\\s)#.*)',
  '(?<mark>[{}\\[\\],]|[:-](?=\\s|$))',
  `(?<key>(?:${QUOTED}|[^\\s#{}\\[\\],"'](?:[^#{}\\[\\],]|(?<!\\s)#)*?)(?=\\s*:(?:\\s|$)))`,
  `(?<value>${QUOTED}|(?:true|false|null|-?\\d+(?:\\.\\d+)?)(?=\\s*(?:[,}\\]]|$)))`,
  '(?<text>[^\\s{}\\[\\],]+)',
].join('|'), 'gy');

/** Longer lines are not coloured. */
const MAX_LENGTH = 2000;

/**
 * @param {string} line
 * @returns {Part[]} that make the line together
 */
export function partsOf(line) {
  if (line.length > MAX_LENGTH) {
    return [{ kind: 'text', text: line }];
  }
  return [...line.matchAll(PARTS)].map((match) => ({
    kind: /** @type {Part['kind']} */ (Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? 'text'),
    text: match[0],
  }));
}
