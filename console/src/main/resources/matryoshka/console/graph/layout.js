// @ts-check
/** Has Graphviz lay out a graph, and reads where it has put things. */

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {{width: number, height: number, boxes: Map<string, Box>, curves: Map<string, {path: string, arrow: string}>}} Layout
 */

/** @type {Promise<any> | null} */
let graphviz = null;

/**
 * @param {any} input as viz.js takes it
 * @returns {Promise<Layout>} `boxes` by the names of nodes and clusters, from their upper left corner; `curves` by the ids of edges
 */
export async function layout(input) {
  graphviz ??= import('../lib/viz.js').then((library) => library.instance());
  const viz = await graphviz;
  return read(viz.renderJSON(input, { yInvert: true }));
}

/**
 * Reads Graphviz' JSON.
 *
 * @param {any} json
 * @returns {Layout}
 */
export function read(json) {
  const [left, top, right, bottom] = numbers(json.bb);
  const boxes = new Map();
  for (const object of json.objects ?? []) {
    if (object.bb !== undefined) {
      const [x, y, x2, y2] = numbers(object.bb);
      boxes.set(object.name, { x: Math.min(x, x2), y: Math.min(y, y2), width: Math.abs(x2 - x), height: Math.abs(y2 - y) });
    } else if (object.pos !== undefined) {
      const [x, y] = numbers(object.pos);
      const width = Number(object.width) * 72;
      const height = Number(object.height) * 72;
      boxes.set(object.name, { x: x - width / 2, y: y - height / 2, width, height });
    }
  }
  const curves = new Map();
  for (const edge of json.edges ?? []) {
    if (edge.pos !== undefined) {
      curves.set(edge.id, curve(edge.pos));
    }
  }
  return { width: Math.abs(right - left), height: Math.abs(bottom - top), boxes, curves };
}

/**
 * A spline (`e,x,y x,y …`) as SVG paths: the line, and its arrowhead.
 *
 * @param {string} pos
 */
export function curve(pos) {
  const parts = pos.split(';')[0].trim().split(/\s+/);
  const end = parts.find((part) => part.startsWith('e,'));
  const points = parts.filter((part) => /^-?[\d.]/.test(part)).map(numbers);
  const [first, ...rest] = points;
  let path = `M${point(first)}`;
  for (let at = 0; at + 2 < rest.length; at += 3) {
    path += `C${point(rest[at])} ${point(rest[at + 1])} ${point(rest[at + 2])}`;
  }
  return { path, arrow: end === undefined ? '' : arrow(points[points.length - 1], numbers(end.slice(2))) };
}

/**
 * @param {number[]} from where the line ends
 * @param {number[]} to the tip
 */
function arrow(from, to) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [sideX, sideY] = [(-dy / length) * 3.2, (dx / length) * 3.2];
  return `M${point(to)}L${point([from[0] + sideX, from[1] + sideY])} ${point([from[0] - sideX, from[1] - sideY])}Z`;
}

/** @param {number[]} one */
function point(one) {
  return one.map((number) => Math.round(number * 10) / 10).join(',');
}

/** @param {string} text */
function numbers(text) {
  return text.split(',').map(Number);
}
