// @ts-check
/** Where in a document the caret is, also while the text is not valid YAML. Pure. It reads lines and indentation only. */

/**
 * @typedef {object} Caret
 * @property {string[]} path the keys around it
 * @property {'key' | 'value' | 'item'} kind what is being written: a key below the path, its value, or an item of its list
 * @property {string} word what is written of it so far, without a quote
 * @property {number} from where that begins
 * @property {number} to where it ends
 * @property {string} element the text of the element around it, such as a dependency; empty if there is none
 */

const KEY = /^(\s*)(?:- )?(?:"([^"]*)"|'([^']*)'|([^\s#"'{}[\],][^#]*?))\s*:(?=\s|$)/;
/** Services, dependencies and guard rails are this deep. */
const ELEMENT_DEPTH = 2;

/**
 * @param {string} text
 * @param {number} at the caret
 * @returns {Caret | null} null in a comment
 */
export function caretAt(text, at) {
  const before = text.slice(0, at).split('\n');
  const head = before.pop() ?? '';
  const tail = /^[^\n]*/.exec(text.slice(at))?.[0] ?? '';
  const blank = head.trim() === '';
  const isItem = /^\s*-(?:\s|$)/.test(head);
  const indent = blank ? head.length : head.length - head.trimStart().length;
  const above = keysAbove(before, isItem ? indent + 1 : indent);
  const inline = inlineAt(head, isItem);
  if (inline === null) {
    return null;
  }
  const path = [...above.map((one) => one.key), ...inline.path];
  const rest = /^[^\s,\]}:]*["']?/.exec(tail)?.[0] ?? '';
  const started = above[ELEMENT_DEPTH - 1]?.line ?? (above.length === ELEMENT_DEPTH - 1 && inline.path.length > 0 ? before.length : -1);
  return {
    path, kind: inline.kind, word: inline.word.replace(/^["']/, ''), from: at - inline.word.length, to: at + rest.length,
    element: started < 0 ? '' : elementText(text, started),
  };
}

/**
 * The keys that a line of this indentation is below, from the outermost.
 *
 * @param {string[]} lines
 * @param {number} indent
 * @returns {{key: string, line: number}[]}
 */
function keysAbove(lines, indent) {
  /** @type {{key: string, line: number}[]} */
  const keys = [];
  let below = indent;
  for (let line = lines.length - 1; line >= 0 && below > 0; line -= 1) {
    const match = KEY.exec(lines[line]);
    if (match !== null && match[1].length < below && !lines[line].trimStart().startsWith('#')) {
      keys.unshift({ key: match[2] ?? match[3] ?? match[4], line });
      below = match[1].length;
    }
  }
  return keys;
}

/**
 * What the line itself has opened before the caret.
 *
 * @param {string} head
 * @param {boolean} isItem
 * @returns {{path: string[], kind: Caret['kind'], word: string} | null}
 */
function inlineAt(head, isItem) {
  /** @type {{open: string, key: string | null}[]} */
  const levels = [{ open: isItem ? '-' : '', key: null }];
  let start = isItem ? head.indexOf('-') + 1 : 0;
  for (let at = start; at < head.length; at += 1) {
    const level = levels[levels.length - 1];
    const character = head[at];
    const fresh = head.slice(start, at).trim() === '';
    if ((character === '"' || character === "'") && fresh) {
      const end = head.indexOf(character, at + 1);
      at = end < 0 ? head.length : end;
    } else if (character === '#' && (at === 0 || /\s/.test(head[at - 1]))) {
      return null;
    } else if (character === ':' && (at + 1 === head.length || /\s/.test(head[at + 1])) && level.open !== '[' && level.key === null) {
      level.key = head.slice(start, at).trim().replace(/^(["'])(.*)\1$/, '$2');
      start = at + 1;
    } else if ((character === '{' || character === '[') && fresh) {
      levels.push({ open: character, key: null });
      start = at + 1;
    } else if ((character === '}' || character === ']') && levels.length > 1) {
      levels.pop();
      start = at + 1;
    } else if (character === ',' && levels.length > 1) {
      level.key = level.open === '{' ? null : level.key;
      start = at + 1;
    }
  }
  const level = levels[levels.length - 1];
  const kind = level.open === '[' ? 'item' : level.key !== null ? 'value' : level.open === '-' ? 'item' : 'key';
  return { path: levels.flatMap((one) => (one.key === null ? [] : [one.key])), kind, word: head.slice(start).trimStart() };
}

/**
 * @param {string} text
 * @param {number} line at which the element begins
 */
function elementText(text, line) {
  const lines = text.split('\n');
  const indent = (/^\s*/.exec(lines[line])?.[0] ?? '').length;
  let end = line + 1;
  while (end < lines.length && (lines[end].trim() === '' || lines[end].length - lines[end].trimStart().length > indent)) {
    end += 1;
  }
  return lines.slice(line, end).join('\n');
}
