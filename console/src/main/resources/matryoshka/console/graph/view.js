// @ts-check
/** The state of the graph page, and what it draws. */
import { h, replace } from '../dom.js';
import { badge, busy, empty, failure } from '../parts.js';
import { dependencyCard, serviceCard } from './details.js';
import { layout } from './layout.js';
import { bounded, changedPart, drawing, modelOf, neighbourhood } from './model.js';
import { picture } from './picture.js';
import { saveGraph } from './save.js';

const DEFAULT_STEPS = 1;
/** Below this width, in pixels, the picture goes down rather than to the right. */
const NARROW = 560;

/** What the page shows at the moment: a version, the changes since another, a service with what is around it. */
export class GraphView {
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
    /** Shows the name of the service in the search field. @type {(name: string) => void} */
    this.named = () => {};
    this.model = modelOf({});
    this.asked = 0;
    /** @type {'LR' | 'TB'} */
    this.direction = 'LR';
  }

  /** Numbers what is asked for, so that only the last answer is shown. */
  next() {
    this.asked += 1;
    return this.asked;
  }

  /** Reads the chosen version, and what changed. */
  async load() {
    const { api, signal } = this.context;
    const asked = this.next();
    replace(this.canvas, busy());
    try {
      const [graph, diff] = await Promise.all([
        api.get(`graph?version=${this.version}`, { signal }),
        this.against === null ? null : api.get(`graph/diff?from=${this.against}&to=${this.version}`, { signal }),
      ]);
      if (asked === this.asked) {
        this.model = modelOf(graph.body, diff?.body);
        await this.draw();
      }
    } catch (failed) {
      if (asked === this.asked) {
        this.fail(failed);
      }
    }
  }

  /** Which services are drawn, and how many more there are. */
  part() {
    if (this.service !== '' && this.model.services.has(this.service)) {
      return bounded(this.model, neighbourhood(this.model, this.service, this.steps));
    }
    const all = bounded(this.model, new Set(this.model.services.keys()));
    if (all.left === 0) {
      return all;
    }
    return this.against === null ? { names: new Set(), left: this.model.services.size } : bounded(this.model, changedPart(this.model));
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
      const asked = this.next();
      const where = await layout(what.input);
      if (asked !== this.asked) {
        return;
      }
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
    this.named(name);
    this.draw();
  }

  /** @param {'dot' | 'svg'} form */
  async save(form) {
    try {
      await saveGraph(this.context.api, this.version, form);
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
 * @param {string | null} text
 * @param {number} otherwise
 * @param {number} min
 * @param {number} max
 */
function whole(text, otherwise, min, max) {
  const number = text === null || !/^\d{1,9}$/.test(text) ? otherwise : Number(text);
  return Math.min(max, Math.max(min, number));
}
