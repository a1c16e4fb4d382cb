// @ts-check
/** Downloads the picture of the whole graph, as the issuer describes it. */
import { download } from '../parts.js';

/**
 * @param {import('../api.js').Api} api
 * @param {number} version
 * @param {'dot' | 'svg'} form
 */
export async function saveGraph(api, version, form) {
  const dot = (await api.get(`graph.dot?version=${version}`, { accept: 'text/vnd.graphviz' })).text;
  if (form === 'dot') {
    download(`graph-${version}.dot`, 'text/vnd.graphviz', dot);
    return;
  }
  const graphviz = await (await import('../lib/viz.js')).instance();
  download(`graph-${version}.svg`, 'image/svg+xml', graphviz.renderString(dot, { format: 'svg' }));
}
