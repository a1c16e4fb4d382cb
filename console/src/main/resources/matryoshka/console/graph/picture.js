// @ts-check
/** The picture of a graph, as SVG that can be moved, enlarged and clicked. */
import { h, svg } from '../dom.js';
import { button } from '../parts.js';
import { label } from './model.js';

const MARGIN = 16;
const STEP = 1.25;

/**
 * @typedef {import('./model.js').Service} Service
 * @typedef {import('./model.js').Dependency} Dependency
 */

/**
 * @param {ReturnType<import('./model.js').drawing>} drawing
 * @param {import('./layout.js').Layout} layout
 * @param {{service: (service: Service) => void, dependency: (dependency: Dependency) => void}} chosen
 * @returns {{canvas: HTMLElement, zoom: HTMLElement[]}} the picture, and buttons for it
 */
export function picture(drawing, layout, chosen) {
  const content = svg('g', {},
    drawing.contexts.map((context, index) => frame(context, layout.boxes.get(`cluster${index}`))),
    drawing.dependencies.map((dependency, index) => edge(dependency, layout.curves.get(`e${index}`), () => chosen.dependency(dependency))),
    drawing.services.map((service, index) => node(service, layout.boxes.get(`n${index}`), () => chosen.service(service))));
  const view = new View(layout.width + 2 * MARGIN, layout.height + 2 * MARGIN);
  const canvas = svg('svg', { class: 'graph', role: 'group', 'aria-label': 'Services and their dependencies' }, content);
  view.attach(canvas);
  return {
    canvas: h('div', { class: 'graph-box' }, canvas),
    zoom: [
      button('+', () => view.zoom(1 / STEP), { label: 'Enlarge' }),
      button('−', () => view.zoom(STEP), { label: 'Reduce' }),
      button('Fit', () => view.fit(), { label: 'Show everything' }),
    ],
  };
}

/** The part of the drawing that is seen. */
class View {
  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.all = { x: -MARGIN, y: -MARGIN, width, height };
    this.seen = this.all;
    /** @type {SVGElement | null} */
    this.canvas = null;
  }

  /** @param {SVGElement} canvas */
  attach(canvas) {
    this.canvas = canvas;
    // Small graphs are not blown up.
    canvas.style.setProperty('--width', `${Math.ceil(this.all.width * 1.3)}px`);
    canvas.style.setProperty('--ratio', `${this.all.width} / ${this.all.height}`);
    /** @type {{x: number, y: number, seen: {x: number, y: number}} | null} */
    let held = null;
    canvas.addEventListener('pointerdown', (event) => {
      held = { x: event.clientX, y: event.clientY, seen: this.seen };
      window.addEventListener('pointerup', () => { held = null; }, { once: true });
    });
    canvas.addEventListener('pointermove', (event) => {
      if (held !== null && event.buttons !== 0) {
        const scale = this.seen.width / canvas.clientWidth;
        this.show({ ...this.seen, x: held.seen.x - (event.clientX - held.x) * scale, y: held.seen.y - (event.clientY - held.y) * scale });
      }
    });
    canvas.addEventListener('wheel', (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        this.zoom(event.deltaY > 0 ? STEP : 1 / STEP);
      }
    }, { passive: false });
    this.fit();
  }

  fit() {
    this.show(this.all);
  }

  /** @param {number} by more than 1 shows more, smaller */
  zoom(by) {
    const { x, y, width, height } = this.seen;
    this.show({ x: x - (width * (by - 1)) / 2, y: y - (height * (by - 1)) / 2, width: width * by, height: height * by });
  }

  /** @param {{x: number, y: number, width: number, height: number}} part */
  show(part) {
    this.seen = part;
    this.canvas?.setAttribute('viewBox', [part.x, part.y, part.width, part.height].map((one) => one.toFixed(1)).join(' '));
  }
}

/**
 * @param {string} context
 * @param {import('./layout.js').Box | undefined} box
 */
function frame(context, box) {
  return box && svg('g', { class: 'graph-context' },
    svg('rect', { x: box.x, y: box.y, width: box.width, height: box.height, rx: 12 }),
    svg('text', { x: box.x + 12, y: box.y + 19 }, label(context)));
}

/**
 * @param {Service} service
 * @param {import('./layout.js').Box | undefined} box
 * @param {() => void} choose
 */
function node(service, box, choose) {
  return box && svg('g', {
    class: `graph-service ${service.state}`, tabindex: '0', role: 'button', 'data-service': service.name,
    'aria-label': `Service ${service.name}${said(service.state)}`, on: pressed(choose),
  },
  svg('title', {}, service.element.description ?? service.name),
  svg('rect', { x: box.x, y: box.y, width: box.width, height: box.height, rx: 8 }),
  svg('text', { x: box.x + box.width / 2, y: box.y + box.height / 2, 'text-anchor': 'middle', 'dominant-baseline': 'central' }, label(service.name)));
}

/**
 * @param {Dependency} dependency
 * @param {{path: string, arrow: string} | undefined} curve
 * @param {() => void} choose
 */
function edge(dependency, curve, choose) {
  return curve && svg('g', {
    class: `graph-edge ${dependency.sharing} ${dependency.state}`, tabindex: '0', role: 'button', 'data-dependency': dependency.name,
    'aria-label': `Dependency ${dependency.name}, ${dependency.from} to ${dependency.to}, ${dependency.sharing}${said(dependency.state)}`,
    on: pressed(choose),
  },
  svg('title', {}, `${dependency.name}: ${dependency.sharing}`),
  svg('path', { class: 'graph-hit', d: curve.path }),
  svg('path', { class: 'graph-line', d: curve.path }),
  svg('path', { class: 'graph-arrow', d: curve.arrow }));
}

/** @param {string} state */
function said(state) {
  return state === 'same' ? '' : `, ${state}`;
}

/** @param {() => void} action */
function pressed(action) {
  return {
    click: action,
    keydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        action();
      }
    },
  };
}
