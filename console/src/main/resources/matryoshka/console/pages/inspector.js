// @ts-check
/** The inspector: unfolds a pasted token in the browser. */
import { h, replace } from '../dom.js';
import { badge, button, card, empty, failure, field, loaded, notice } from '../parts.js';
import { Countdown } from '../inspector/countdown.js';
import { explanationCard, privacyNotice } from '../inspector/explanation.js';
import { layerCard } from '../inspector/layer.js';
import { layerList } from '../inspector/layers.js';
import { PublishedDocuments } from '../inspector/published.js';
import { sizesCard } from '../inspector/sizes.js';
import { counted } from '../inspector/words.js';
import { assess } from '../token/assess.js';
import { TokenError } from '../token/error.js';
import { recognize } from '../token/recognize.js';
import { layers, unfold } from '../token/unfold.js';

/** How often the standing is looked at again, in milliseconds. */
const REFRESH = 4_000;

/** @type {import('../pages.js').Page} */
export default {
  id: 'inspector',
  title: 'Inspector',
  icon: 'token',
  needs: [],
  lead: 'Paste a token to see everything in it.',
  show(root, context) {
    new Inspector(root, context).show();
  },
};

class Inspector {
  /** @param {HTMLElement} root @param {import('../pages.js').Context} context */
  constructor(root, context) {
    this.root = root;
    this.context = context;
    this.published = new PublishedDocuments(context.api, context.signal);
    this.countdown = new Countdown(context.signal);
    this.input = /** @type {HTMLTextAreaElement} */ (h('textarea', {
      rows: '4', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', class: 'token-input', placeholder: 'eyJhbGciOi…',
    }));
    this.result = h('div', { class: 'stack' });
    /** Which text is being shown: an answer for an earlier one is dropped. */
    this.turn = 0;
    this.selected = 0;
    /** @type {import('../token/unfold.js').Layer | null} */
    this.outer = null;
    /** What is drawn; as long as nothing else is known, it is left alone. */
    this.drawn = '';
    /** What the issuer was asked, by token. @type {Map<string, HTMLElement>} */
    this.answers = new Map();
  }

  show() {
    replace(this.root,
      card(null, h('div', { class: 'stack' },
        field('Token', this.input, 'A token, an Authorization header, or the JSON of a token response.'),
        h('div', { class: 'row' }, button('Clear', () => this.clear()), privacyNotice()))),
      this.result);
    this.input.addEventListener('input', () => this.read());
    const timer = setInterval(() => this.refresh(), REFRESH);
    this.context.signal.addEventListener('abort', () => clearInterval(timer));
    this.read();
  }

  clear() {
    this.input.value = '';
    this.read();
    this.input.focus();
  }

  async read() {
    const turn = ++this.turn;
    this.selected = 0;
    this.outer = null;
    this.drawn = '';
    this.answers.clear();
    const found = recognize(this.input.value);
    if (found.kind === 'nothing') {
      replace(this.result, empty('No token yet', found.sentence));
    } else if (found.kind !== 'token') {
      replace(this.result, notice(found.sentence, found.kind === 'unknown' ? 'bad' : 'info'));
    } else {
      await this.unfold(found.text, turn);
    }
  }

  /** @param {string} text @param {number} turn */
  async unfold(text, turn) {
    try {
      const outer = await unfold(text);
      if (turn === this.turn) {
        this.outer = outer;
        await this.assess();
      }
    } catch (failed) {
      if (turn === this.turn) {
        replace(this.result, failed instanceof TokenError ? notice(failed.message, 'bad') : failure(failed));
      }
    }
  }

  refresh() {
    if (this.outer !== null && document.visibilityState === 'visible') {
      this.assess();
    }
  }

  /** Assesses all layers and shows them, unless another text was pasted meanwhile. */
  async assess() {
    const { outer, turn } = this;
    if (outer === null) {
      return;
    }
    const now = Date.now() / 1000;
    const all = layers(outer);
    const { published, problem } = await this.documents(now, all);
    const rows = await Promise.all(all.map(async (layer) => (
      { layer, depth: layer.path.split('.').length - 1, assessment: await assess(layer, published, now) })));
    const known = JSON.stringify([problem === null, rows.map(({ assessment }) => [assessment.verdict, assessment.validity.state, assessment.standing])]);
    if (turn === this.turn && !this.context.signal.aborted && known !== this.drawn) {
      this.drawn = known;
      this.draw(outer, rows, problem);
    }
  }

  /** @param {number} now @param {import('../token/unfold.js').Layer[]} all */
  async documents(now, all) {
    const kids = all.filter((layer) => !layer.encrypted && typeof layer.header.kid === 'string').map((layer) => layer.header.kid);
    try {
      return { published: await this.published.read(now, [...new Set(kids)]), problem: null };
    } catch (problem) {
      return { published: { issuer: '', keys: [], summary: null }, problem };
    }
  }

  /** @param {import('../token/unfold.js').Layer} outer @param {import('../inspector/layers.js').Row[]} rows @param {unknown} problem */
  draw(outer, rows, problem) {
    const detail = h('div', { class: 'stack' });
    const list = h('div', {});
    const select = (/** @type {number} */ index, focus = true) => {
      this.selected = index;
      replace(list, layerList(rows, index, select));
      this.detail(detail, rows[index]);
      if (focus) {
        /** @type {HTMLElement | null} */ (list.querySelector('[aria-current]'))?.focus();
      }
    };
    const hadFocus = this.result.contains(document.activeElement) && document.activeElement?.closest('.layers') !== null;
    replace(this.result,
      problem === null ? null : notice(`The keys of the issuer could not be read, so nothing can be verified. ${/** @type {any} */ (problem).message}`, 'warn'),
      verdictLine(rows),
      h('div', { class: 'inspected' }, card('Layers', list), detail),
      sizesCard(outer));
    select(Math.min(this.selected, rows.length - 1), hadFocus);
  }

  /** @param {HTMLElement} place @param {import('../inspector/layers.js').Row} row */
  detail(place, row) {
    const answer = this.answers.get(row.layer.compact) ?? h('div', {});
    this.answers.set(row.layer.compact, answer);
    const canAsk = row.layer.jws !== null && this.context.session.may(['graph:read']);
    replace(place,
      layerCard(row, this.countdown),
      canAsk ? card('Ask the issuer', h('div', { class: 'stack' },
        h('p', { class: 'quiet' }, 'This sends the token to the issuer, which answers how it stands and which dependency gave it each scope.'),
        h('div', {}, button('Send this token to the issuer', () => this.ask(answer, row.layer.compact))), answer)) : null);
  }

  /** @param {HTMLElement} place @param {string} token */
  ask(place, token) {
    const { api, signal } = this.context;
    return loaded(place, async () => explanationCard((await api.send('POST', 'graph/explain', { token }, { signal })).body));
  }
}

/** @param {import('../inspector/layers.js').Row[]} rows */
function verdictLine(rows) {
  const count = (/** @type {string} */ result) => rows.filter((row) => row.assessment.verdict.result === result).length;
  const [verified, bad] = [count('verified'), count('not-verified')];
  return h('div', { class: 'row verdicts', role: 'status' },
    badge(counted(rows.length, 'token'), 'accent'),
    badge(`${verified} of ${rows.length} verified`, verified === rows.length ? 'good' : ''),
    bad === 0 ? null : badge(`${bad} not verified`, 'bad'));
}
