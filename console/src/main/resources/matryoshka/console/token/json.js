// @ts-check
// JSON as tokens use it: an object, whose members each have a name of their own. Two readers of {"aud":1,"aud":2} can disagree.

import { TokenError } from './error.js';

const MAX_DEPTH = 100;
const LEXEME = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Parses a JSON object.
 * @param {string} text
 * @returns {Record<string, any>}
 */
export function parseObject(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TokenError('The text is not JSON.');
  }
  if (!isUnambiguous(text)) {
    throw new TokenError('The JSON repeats a name within one object, or is nested too deeply.');
  }
  if (!isObject(value)) {
    throw new TokenError('The JSON is not an object.');
  }
  return value;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Only for valid JSON: there, every quote that opens a string is followed by one that closes it.
function isUnambiguous(text) {
  const open = [];
  let name = null;
  for (const [lexeme] of text.matchAll(LEXEME)) {
    if (lexeme === '{' || lexeme === '[') {
      open.push(lexeme === '{' ? new Set() : null);
      if (open.length > MAX_DEPTH) {
        return false;
      }
    } else if (lexeme === '}' || lexeme === ']') {
      open.pop();
    } else if (lexeme === ':' && name !== null) {
      const names = open[open.length - 1];
      const unescaped = unescape(name);
      if (!names || names.has(unescaped)) {
        return false;
      }
      names.add(unescaped);
    }
    name = lexeme[0] === '"' ? lexeme : null;
  }
  return true;
}

// A name can be written in several ways: "a" is "\u0061".
function unescape(quoted) {
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted;
  }
}
