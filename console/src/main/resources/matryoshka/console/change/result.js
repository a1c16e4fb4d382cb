// @ts-check
/** What a dry run or a publish has come to. Pure. */
import { Problem } from '../api.js';
import { rowsOf } from './compare.js';

/**
 * @typedef {import('./compare.js').Diff} Diff
 * @typedef {{service: string, element: string, kind: string, message: string, owners: string[], lacks: boolean}} Power `lacks` is whether the
 *     consent is still needed
 * @typedef {{pointer?: string, rule?: string, message: string}} Violation
 * @typedef {{kind: 'possible', version: number, diff: Diff, powers: Power[], impact: any, etag: string | null}
 *     | {kind: 'consent', diff: Diff | null, powers: Power[], impact: any}
 *     | {kind: 'invalid', message: string, violations: Violation[]}
 *     | {kind: 'stale', message: string}
 *     | {kind: 'failed', error: unknown}} Result
 */

/**
 * @param {import('../api.js').Answer} answer
 * @param {{client: string, mayPublishAny: boolean}} caller a caller that can only read is not refused for want of consent
 * @returns {Result}
 */
export function accepted(answer, caller) {
  const { version, diff, power_given: given, impact } = answer.body;
  const powers = given.map((/** @type {any} */ power) => ({
    ...power, owners: power.owners ?? [], lacks: !caller.mayPublishAny && !(power.owners ?? []).includes(caller.client),
  }));
  return { kind: 'possible', version, diff, powers, impact, etag: answer.etag };
}

/**
 * @param {unknown} failed
 * @returns {Result}
 */
export function refused(failed) {
  if (!(failed instanceof Problem)) {
    return { kind: 'failed', error: failed };
  }
  if (failed.violations.length > 0) {
    return { kind: 'invalid', message: failed.message, violations: failed.violations };
  }
  if (failed.status === 403 && Array.isArray(failed.body.changes)) {
    const powers = failed.body.changes.map((/** @type {any} */ change) => ({ ...change, kind: change.change, lacks: true }));
    return { kind: 'consent', diff: failed.body.diff ?? null, powers, impact: failed.body.impact ?? null };
  }
  return failed.status === 412 ? { kind: 'stale', message: failed.message } : { kind: 'failed', error: failed };
}

/**
 * A result in a few words.
 *
 * @param {Result} result
 * @returns {{text: string, tone: import('../parts.js').Tone}[]}
 */
export function summary(result) {
  switch (result.kind) {
    case 'possible': {
      const count = rowsOf(result.diff).length;
      const lacking = result.powers.some((power) => power.lacks);
      return count === 0 ? [{ text: 'changes nothing', tone: '' }]
        : [{ text: count === 1 ? '1 element changes' : `${count} elements change`, tone: 'good' }, ...(lacking ? [/** @type {const} */ ({ text: 'needs consent', tone: 'warn' })] : [])];
    }
    case 'consent': return [{ text: 'lacks consent', tone: 'warn' }];
    case 'invalid': return [{ text: result.violations.length === 1 ? '1 violation' : `${result.violations.length} violations`, tone: 'bad' }];
    case 'stale': return [{ text: 'somebody published meanwhile', tone: 'warn' }];
    default: return [{ text: 'not checked', tone: 'bad' }];
  }
}
