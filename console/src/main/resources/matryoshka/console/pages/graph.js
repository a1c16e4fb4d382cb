// @ts-check
/** The graph: as a picture, of any version, around a service, and what changed between two versions. */
import { h, replace, svg } from '../dom.js';
import { changedPart, drawing, modelOf, neighbourhood, search } from '../graph/model.js';
import { layout } from '../graph/layout.js';
import { picture } from '../graph/picture.js';
import { dependencyCard, serviceCard } from '../graph/details.js';
import { badge, button, download, empty, failure, field, busy } from '../parts.js';

/** More services are not drawn at once: nobody could read the picture. */
const MAX_DRAWN = 80;
const MAX_FOUND = 12;
const DEFAULT_STEPS = 1;
/** Below this width, in pixels, the picture goes down rather than to the right. */
const NARROW = 560;

/** @type {import('../pages.js').Page} */
export default {
  id: 'graph',
  title: 'Graph',
  icon: 'graph',
  needs: ['graph:read'],
  async show(root, context) {
    const versions = (await context.api.get('graph/versions?limit=1', { signal: context.signal })).body.versions;
    const current = versions.length === 0 ? 0 : versions[0].version;
    const state = new State(context, current);
    root.append(h('div', { class: 'card toolbar' }, state.searchField(), state.stepsField(), state.versionField(), state.againstField()),
      h('div', { class: 'with-aside' }, h('section', { class: 'card flush', 'aria-label': 'Picture' }, state.canvas, legend(state.states, state.zoom)), state.aside));
    context.actions.append(
      button('DOT', () => state.save('dot'), { icon: 'download', label: 'Download as DOT' }),
      button('SVG', () => state.save('svg'), { icon: 'download', label: 'Download as SVG' }));
    window.addEventListener('resize', () => state.fit(), { signal: context.signal });
    await state.load();
  },
};

/** What the page shows at the moment. */
class State {
  /**
   * @param {import('../pages.js').Context} context
   * @param {number} current the current version
   */
  constructor(context, current) {
    const { query } = context;
    this.context = context;
    this.current = current;
    this.version = whole(query.get('version'), current, 0, current);
    this.against = query.has('against') ? whole(query.get('against'), 0, 0, current) : null;
    this.steps = whole(query.get('steps'), DEFAULT_STEPS, 1, 5);
    this.service = query.get('service') ?? '';
    this.dependency = query.get('dependency') ?? '';
    this.canvas = h('div', { class: 'graph-place' });
    this.states = h('span', {});
    this.zoom = h('div', { class: 'graph-zoom' });
    this.aside = h('div', { class: 'stack' });
    this.found = h('ul', { class: 'found' });
    this.model = modelOf({});
    /** @type {'LR' | 'TB'} */
    this.direction = 'LR';
  }

  searchField() {
    const input = /** @type {HTMLInputElement} */ (h('input', { type: 'search', placeholder: 'Name, scope or audience', autocomplete: 'off', value: this.service }));
    this.input = input;
    input.addEventListener('input', () => this.look(input.value));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        const [first] = search(this.model, input.value, 1);
        this.focus(input.value.trim() === '' ? '' : first?.service.name ?? '');
      }
    });
    return h('div', { class: 'grow' }, field('Find a service', input));
  }

  stepsField() {
    const select = /** @type {HTMLSelectElement} */ (h('select', {}, [1, 2, 3, 4, 5].map((steps) =>
      h('option', { value: steps, selected: steps === this.steps }, steps === 1 ? '1 step' : `${steps} steps`))));
    select.addEventListener('change', () => { this.steps = Number(select.value); this.draw(); });
    return field('Around it', select);
  }

  versionField() {
    const input = /** @type {HTMLInputElement} */ (h('input', { type: 'range', min: 0, max: this.current, value: this.version, step: 1 }));
    const shown = h('output', {}, String(this.version));
    input.addEventListener('input', () => replace(shown, input.value));
    input.addEventListener('change', () => { this.version = Number(input.value); this.load(); });
    const label = field('Version', input);
    label.querySelector('label')?.append(' ', shown, ` of ${this.current}`);
    return h('div', { class: 'version' }, label);
  }

  againstField() {
    const input = /** @type {HTMLInputElement} */ (h('input', { type: 'number', min: 0, max: this.current, placeholder: 'none', value: this.against }));
    input.addEventListener('change', () => {
      this.against = input.value === '' ? null : whole(input.value, 0, 0, this.current);
      this.load();
    });
    return field('Changes since version', input);
  }

  /** Reads the chosen version, and what changed. */
  async load() {
    const { api, signal } = this.context;
    replace(this.canvas, busy());
    try {
      const [graph, diff] = await Promise.all([
        api.get(`graph?version=${this.version}`, { signal }),
        this.against === null ? null : api.get(`graph/diff?from=${this.against}&to=${this.version}`, { signal }),
      ]);
      this.model = modelOf(graph.body, diff?.body);
      await this.draw();
    } catch (failed) {
      this.fail(failed);
    }
  }

  /** Which services are drawn, and how many more there are. */
  part() {
    if (this.service !== '' && this.model.services.has(this.service)) {
      return neighbourhood(this.model, this.service, this.steps, MAX_DRAWN);
    }
    if (this.model.services.size <= MAX_DRAWN) {
      return { names: new Set(this.model.services.keys()), left: 0 };
    }
    return this.against === null ? { names: new Set(), left: this.model.services.size } : changedPart(this.model, MAX_DRAWN);
  }

  async draw() {
    const { context } = this;
    context.remember({
      service: this.service, dependency: this.dependency, steps: this.steps === DEFAULT_STEPS ? null : String(this.steps),
      version: this.version === this.current ? null : String(this.version), against: this.against === null ? null : String(this.against),
    });
    const part = this.part();
    this.tell();
    if (part.names.size === 0) {
      replace(this.canvas, this.nothing(part.left));
      return;
    }
    replace(this.states, this.against === null ? null : [badge('added', 'good'), badge('changed', 'warn'), badge('removed', 'bad')]);
    this.direction = this.wanted();
    const what = drawing(this.model, part.names, this.direction);
    try {
      const where = await layout(what.input);
      const drawn = picture(what, where, { service: (one) => this.choose(one.name), dependency: (one) => this.chooseDependency(one.name) });
      replace(this.zoom, drawn.zoom);
      replace(this.canvas,
        part.left === 0 ? null : h('p', { class: 'graph-note' }, `${part.left} more services are not shown.`),
        drawn.canvas);
      this.mark();
    } catch (failed) {
      this.fail(failed);
    }
  }

  /** @returns {'LR' | 'TB'} in which direction there is room */
  wanted() {
    return this.canvas.clientWidth < NARROW ? 'TB' : 'LR';
  }

  /** Draws again if there is room in another direction now. */
  fit() {
    if (this.direction !== this.wanted()) {
      this.draw();
    }
  }

  /** @param {number} left */
  nothing(left) {
    if (left > 0) {
      return empty(`${left.toLocaleString('en')} services`, 'That is too many for one picture. Find a service, and see what is around it.');
    }
    return this.against === null ? empty('The graph is empty', 'Publish a document to see its services here.')
      : empty('No changes', `Versions ${this.against} and ${this.version} are the same.`);
  }

  /** @param {string} text */
  look(text) {
    replace(this.found, search(this.model, text, MAX_FOUND).map(({ service, why }) => h('li', {},
      h('button', { type: 'button', on: { click: () => this.focus(service.name) } }, h('strong', {}, service.name), h('span', { class: 'quiet' }, why)))));
    if (text.trim() === '') {
      this.tell();
    } else {
      replace(this.aside, h('section', { class: 'card' }, h('h2', {}, 'Found'),
        this.found.childElementCount === 0 ? h('p', { class: 'quiet' }, 'No service matches.') : this.found));
    }
  }

  /** Tells about a service. @param {string} name */
  choose(name) {
    if (this.canvas.querySelector(`[data-service="${CSS.escape(name)}"]`) === null) {
      this.focus(name);
      return;
    }
    // It is in the picture, which stays as it is.
    this.dependency = '';
    this.tell(name);
    this.mark(name);
  }

  /** @param {string} name */
  chooseDependency(name) {
    this.dependency = name;
    this.tell();
    this.mark();
  }

  /** Tells about what is chosen. */
  tell(name = this.service) {
    const dependency = this.model.dependencies.get(this.dependency);
    const service = this.model.services.get(name);
    if (dependency !== undefined) {
      replace(this.aside, dependencyCard(dependency, this));
    } else if (service !== undefined) {
      replace(this.aside, serviceCard(service, this));
    } else {
      replace(this.aside, h('section', { class: 'card' }, h('h2', {}, `Version ${this.version}`),
        h('p', { class: 'quiet' }, `${this.model.services.size.toLocaleString('en')} services, ${this.model.dependencies.size.toLocaleString('en')} dependencies. Choose one in the picture.`)));
    }
  }

  /** Marks what is chosen. */
  mark(service = this.service) {
    this.canvas.querySelectorAll('.chosen').forEach((one) => one.classList.remove('chosen'));
    const chosen = this.dependency === '' ? `[data-service="${CSS.escape(service)}"]` : `[data-dependency="${CSS.escape(this.dependency)}"]`;
    this.canvas.querySelector(chosen)?.classList.add('chosen');
  }

  /** Draws only what is around a service. @param {string} name everything if empty */
  focus(name) {
    this.service = name;
    this.dependency = '';
    if (this.input) {
      this.input.value = name;
    }
    this.draw();
  }

  /** @param {'dot' | 'svg'} form */
  async save(form) {
    try {
      const dot = (await this.context.api.get(`graph.dot?version=${this.version}`, { accept: 'text/vnd.graphviz' })).text;
      if (form === 'dot') {
        download(`graph-${this.version}.dot`, 'text/vnd.graphviz', dot);
      } else {
        const viz = await (await import('../lib/viz.js')).instance();
        download(`graph-${this.version}.svg`, 'image/svg+xml', viz.renderString(dot, { format: 'svg' }));
      }
    } catch (failed) {
      this.fail(failed);
    }
  }

  /** @param {unknown} failed */
  fail(failed) {
    if (!this.context.signal.aborted) {
      replace(this.canvas, h('div', { class: 'graph-note' }, failure(failed)));
    }
  }
}

/**
 * @param {HTMLElement} states
 * @param {HTMLElement} zoom
 */
function legend(states, zoom) {
  const line = (/** @type {string} */ sharing) => h('span', {},
    svg('svg', { viewBox: '0 0 30 10', 'aria-hidden': 'true', class: 'graph-edge ' + sharing }, svg('path', { class: 'graph-line', d: 'M0 5h30' })), sharing);
  return h('div', { class: 'graph-legend' }, line('embed'), line('exchange'), line('reuse'), states,
    h('span', { class: 'wide-only' }, 'Drag to move'), zoom);
}

/**
 * @param {string | null} text
 * @param {number} otherwise
 * @param {number} min
 * @param {number} max
 */
function whole(text, otherwise, min, max) {
  const number = text === null || !/^\d{1,9}$/.test(text) ? otherwise : Number(text);
  return Math.min(max, Math.max(min, number));
}
