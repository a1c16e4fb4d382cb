// @ts-check
/** Changing the graph: the document as YAML or one dependency in a form, tried out as it is written, then published. */
import { h, replace } from '../dom.js';
import { badge, button, empty, field } from '../parts.js';
import { Desk } from '../change/desk.js';
import { readBase } from '../change/meanwhile.js';

/** What was not published when the session ended: whoever signs in again as the same client goes on with it. It is in memory only. */
/** @type {{client: string, base: import('../change/meanwhile.js').Base, text: string} | null} */
let kept = null;

/** @type {import('../pages.js').Page} */
export default {
  id: 'change',
  title: 'Change',
  icon: 'edit',
  needs: ['graph:read'],
  lead: 'Edit the graph. What you write is tried out as you type, and published only when you say so.',
  async show(root, context) {
    const { api, session, signal } = context;
    const client = session.client;
    const [yaml, current, clients] = await Promise.all([
      import('../lib/js-yaml.js'), readBase(api, signal), session.may(['clients:read']) ? api.get('clients', { signal }) : { body: { clients: [] } },
    ]);
    const draft = kept?.client === client ? kept : null;
    kept = null;
    const desk = new Desk(context, /** @type {any} */ (yaml), draft?.base ?? current, clients.body.clients.map((/** @type {any} */ one) => one.client_id));
    context.guard(() => desk.isChanged);
    signal.addEventListener('abort', () => {
      kept = desk.isChanged && !session.isSignedIn ? { client, base: desk.base, text: desk.text } : null;
    });
    root.append(desk.top, layout(desk, context));
    desk.write(draft?.text ?? desk.base.text);
  },
};

/**
 * @param {Desk} desk
 * @param {import('../pages.js').Context} context
 */
function layout(desk, context) {
  const place = h('div', {});
  const views = { document: button('Document', () => show('document')), form: button('One dependency', () => show('form')) };
  const show = (/** @type {'document' | 'form'} */ view) => {
    Object.entries(views).forEach(([name, shown]) => shown.setAttribute('aria-pressed', String(name === view)));
    if (view === 'form' && !desk.isReadable) {
      replace(place, empty('The document cannot be read', 'Mend it first: a form needs a document.'));
    } else if (view === 'form') {
      replace(place, h('div', { class: 'edge-form' }, desk.form.element));
      desk.form.open(context.query.get('dependency') ?? desk.form.dependency);
      context.query.delete('dependency');
    } else {
      replace(place, desk.editor.element);
      context.remember({});
    }
  };
  desk.showDocument = () => show('document');
  const card = h('section', { class: 'card stack', 'aria-label': 'Your change' },
    h('div', { class: 'row desk-head' }, h('div', { class: 'row segments', role: 'group', 'aria-label': 'Edit' }, views.document, views.form), desk.status),
    place, desk.mayPublish ? publishing(desk) : h('p', { class: 'quiet' }, badge('read only'), ' You can try changes out. Publishing needs the scope graph:write.'));
  show(context.query.has('dependency') || context.query.get('view') === 'form' ? 'form' : 'document');
  return h('div', { class: 'desk' }, card, desk.outcome);
}

/** @param {Desk} desk */
function publishing(desk) {
  const form = h('form', { class: 'toolbar', autocomplete: 'off' }, h('div', { class: 'grow' }, field('Message', desk.message)), desk.publishButton);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    desk.publishButton.click();
  });
  return form;
}
