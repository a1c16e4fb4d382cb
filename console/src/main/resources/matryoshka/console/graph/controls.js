// @ts-check
/** The controls of the graph page. */
import { h, replace, svg } from '../dom.js';
import { field } from '../parts.js';
import { search } from './model.js';

/** @typedef {import('./view.js').GraphView} GraphView */

const MAX_FOUND = 12;
const MAX_STEPS = 5;

/** @param {GraphView} view */
export function toolbar(view) {
  return h('div', { class: 'card toolbar' }, searchField(view), stepsField(view), versionField(view), againstField(view));
}

/** @param {GraphView} view */
function searchField(view) {
  const input = /** @type {HTMLInputElement} */ (h('input', { type: 'search', placeholder: 'Name, scope or audience', autocomplete: 'off', value: view.service }));
  view.named = (name) => { input.value = name; };
  input.addEventListener('input', () => look(view, input.value));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      view.focus(search(view.model, input.value, 1)[0]?.service.name ?? '');
    }
  });
  return h('div', { class: 'grow' }, field('Find a service', input));
}

/**
 * Lists what a search finds.
 *
 * @param {GraphView} view
 * @param {string} text
 */
function look(view, text) {
  if (text.trim() === '') {
    view.tell();
    return;
  }
  const found = search(view.model, text, MAX_FOUND).map(({ service, why }) => h('li', {},
    h('button', { type: 'button', on: { click: () => view.focus(service.name) } }, h('strong', {}, service.name), h('span', { class: 'quiet' }, why))));
  replace(view.aside, h('section', { class: 'card' }, h('h2', {}, 'Found'),
    found.length === 0 ? h('p', { class: 'quiet' }, 'No service matches.') : h('ul', { class: 'found' }, found)));
}

/** @param {GraphView} view */
function stepsField(view) {
  const choices = Array.from({ length: MAX_STEPS }, (_, at) => at + 1);
  const select = /** @type {HTMLSelectElement} */ (h('select', {}, choices.map((steps) =>
    h('option', { value: steps, selected: steps === view.steps }, steps === 1 ? '1 step' : `${steps} steps`))));
  select.addEventListener('change', () => { view.steps = Number(select.value); view.draw(); });
  return field('Around it', select);
}

/** @param {GraphView} view */
function versionField(view) {
  const input = /** @type {HTMLInputElement} */ (h('input', { type: 'range', min: 0, max: view.current, value: view.version, step: 1 }));
  const shown = h('output', {}, String(view.version));
  input.addEventListener('input', () => replace(shown, input.value));
  input.addEventListener('change', () => { view.version = Number(input.value); view.load(); });
  const labelled = field('Version', input);
  labelled.querySelector('label')?.append(' ', shown, ` of ${view.current}`);
  return h('div', { class: 'version' }, labelled);
}

/** @param {GraphView} view */
function againstField(view) {
  const input = /** @type {HTMLInputElement} */ (h('input', { type: 'number', min: 0, max: view.current, placeholder: 'none', value: view.against }));
  input.addEventListener('change', () => {
    view.against = input.value === '' ? null : Math.min(view.current, Math.max(0, Math.trunc(Number(input.value))));
    view.load();
  });
  return field('Changes since version', input);
}

/**
 * @param {HTMLElement} states
 * @param {HTMLElement} zoom
 */
export function legend(states, zoom) {
  const line = (/** @type {string} */ sharing) => h('span', {},
    svg('svg', { viewBox: '0 0 30 10', 'aria-hidden': 'true', class: 'graph-edge ' + sharing }, svg('path', { class: 'graph-line', d: 'M0 5h30' })), sharing);
  return h('div', { class: 'graph-legend' }, line('embed'), line('exchange'), line('reuse'), states,
    h('span', { class: 'wide-only' }, 'Drag to move'), zoom);
}
