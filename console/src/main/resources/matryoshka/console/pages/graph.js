// @ts-check
/** The graph: as a picture, of any version, around a service, and what changed between two versions. */
import { h } from '../dom.js';
import { legend, toolbar } from '../graph/controls.js';
import { GraphView } from '../graph/view.js';
import { button } from '../parts.js';

/** @type {import('../pages.js').Page} */
export default {
  id: 'graph',
  title: 'Graph',
  icon: 'graph',
  needs: ['graph:read'],
  async show(root, context) {
    const versions = (await context.api.get('graph/versions?limit=1', { signal: context.signal })).body.versions;
    const view = new GraphView(context, versions.length === 0 ? 0 : versions[0].version);
    root.append(toolbar(view), h('div', { class: 'with-aside' },
      h('section', { class: 'card flush', 'aria-label': 'Picture' }, view.canvas, legend(view.states, view.zoom)), view.aside));
    context.actions.append(
      button('DOT', () => view.save('dot'), { icon: 'download', label: 'Download as DOT' }),
      button('SVG', () => view.save('svg'), { icon: 'download', label: 'Download as SVG' }));
    window.addEventListener('resize', () => view.fit(), { signal: context.signal });
    await view.load();
  },
};
