/**
 * A small generator of numbers (mulberry32) that gives the same ones for the same seed.
 * @param {number} seed
 * @returns {() => number} 0 ≤ n < 1
 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @param {() => number} draw @param {number} length */
function hex(draw, length) {
  let text = '';
  while (text.length < length) text += Math.floor(draw() * 16).toString(16);
  return text;
}

/** @param {() => number} draw A UUID in shape. */
export function uuid(draw) {
  const h = hex(draw, 30);
  const parts = [h.slice(0, 8), h.slice(8, 12), `7${h.slice(12, 15)}`, `8${h.slice(15, 18)}`];
  return [...parts, h.slice(18)].join('-');
}

/** Bytes of data and metadata together of an event of the benches. */
export const EVENT_BYTES = 439;

const META = {
  actor: { id: 'requisitioner', roles: ['requisitioner'] },
  recordedAt: '2026-09-15T08:30:00.000Z',
  schemaVersion: 1,
};

/** Event texts, generated before timing: only the log is measured. */
const TEXTS = 1_024;

/**
 * Events of realistic size, padded to the byte, each with its own id.
 * @param {() => number} draw
 * @returns {() => import('@tamani/ports').NewEvent}
 */
export function eventMaker(draw) {
  const texts = Array.from({ length: TEXTS }, () => textsOf(draw));
  let made = 0;
  return () => {
    const text = texts[made % TEXTS] ?? textsOf(draw);
    const id = `00000000-0000-7000-8000-${(made++).toString(16).padStart(12, '0')}`;
    return { id, type: 'FundsReserved', ...text };
  };
}

/** @param {() => number} draw */
function textsOf(draw) {
  const meta = JSON.stringify({ ...META, commandId: uuid(draw) });
  const amount = String(Math.floor(draw() * 1e7));
  const bare = { amount: { amount, currency: 'XOF' }, lineId: uuid(draw), note: '' };
  const room = EVENT_BYTES - meta.length - JSON.stringify(bare).length;
  return { meta, data: JSON.stringify({ ...bare, note: hex(draw, room) }) };
}
