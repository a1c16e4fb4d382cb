// @ts-check
/**
 * Makes elements. Texts become text nodes and attributes are set one by one, so nothing that a page shows is ever parsed as HTML. This is
 * the only way in which the console makes elements.
 */

/** @typedef {Node | string | number | boolean | null | undefined | any[]} Child what an element can contain; lists hold such, too */

const SVG = 'http://www.w3.org/2000/svg';

/** Attributes that hold a URL. Only relative ones and those of files in memory are set. */
const URLS = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster']);
const SAFE_URL = /^(?:#|blob:|\.{1,2}\/|[a-z0-9-]+(?:[/.?#]|$))/i;

/**
 * Makes an HTML element.
 *
 * @param {string} name of the element
 * @param {Record<string, any>} [attributes] `on` holds listeners by event, `style` CSS properties by name; `true` sets an attribute without
 *     a value, while `false`, `null` and `undefined` leave it out
 * @param {...Child} children nested lists are flattened; `null`, `undefined` and booleans are left out
 * @returns {HTMLElement}
 */
export function h(name, attributes, ...children) {
  return /** @type {HTMLElement} */ (filled(document.createElement(name), attributes ?? {}, children));
}

/**
 * Makes an SVG element, like {@link h}.
 *
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(name, attributes, ...children) {
  return /** @type {SVGElement} */ (filled(document.createElementNS(SVG, name), attributes ?? {}, children));
}

/**
 * Replaces everything in an element.
 *
 * @param {Element} element
 * @param {...Child} children
 */
export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * Tells whether a URL may be set as an attribute.
 *
 * @param {string} url
 */
export function isSafeUrl(url) {
  return SAFE_URL.test(url);
}

/**
 * @param {HTMLElement | SVGElement} element
 * @param {Record<string, any>} attributes
 * @param {Child[]} children
 */
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === 'on') {
      Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, /** @type {EventListener} */ (listener)));
    } else if (name === 'style') {
      Object.entries(value).forEach(([property, text]) => element.style.setProperty(property, String(text)));
    } else if (/^on/i.test(name) || name === 'srcdoc') {
      throw new Error(`The attribute ${name} is not set from text.`);
    } else if (URLS.has(name) && !isSafeUrl(String(value))) {
      throw new Error(`The attribute ${name} takes relative URLs only.`);
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

/**
 * @param {Element} element
 * @param {Child[]} children
 */
function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(element, child);
    } else if (child instanceof Node) {
      element.append(child);
    } else if (typeof child === 'string' || typeof child === 'number') {
      element.append(String(child));
    }
  }
}
