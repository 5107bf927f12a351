import type { MoneyJson } from '@tamani/kernel';
import type { Body } from '../../equal/script/request.js';
import { addDays, minorOf, money, percentOf, quantity, thousandths, type Scene } from './act.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const CURRENCIES = ['XOF', 'USD', 'EUR'] as const;

const isMoney = (value: unknown): value is MoneyJson =>
  typeof value === 'object' && value !== null && 'currency' in value && 'amount' in value;

const someDay = ({ random, today }: Scene): string =>
  addDays(today, random.chance(0.1) ? 1 + random.below(60) : -random.below(500));

/** A little more, a little less, far more, or of another currency. */
function otherMoney(scene: Scene, of: MoneyJson): MoneyJson {
  const { random } = scene;
  if (random.chance(0.15)) return money(minorOf(of) || 1n, random.pick(CURRENCIES));
  if (random.chance(0.4)) return percentOf(of, random.pick([1, 50, 98, 101, 103, 110, 400]));
  const off = BigInt(1 + random.below(2));
  const less = minorOf(of) - off;
  return money(random.chance(0.5) && less > 0n ? less : minorOf(of) + off, of.currency);
}

function other(scene: Scene, name: string, value: unknown): unknown {
  const { random } = scene;
  if (isMoney(value)) return otherMoney(scene, value);
  if (Array.isArray(value)) return value.map((one) => spoiledBody(scene, one as Body));
  if (typeof value !== 'string') return value;
  if (DATE.test(value)) return someDay(scene);
  if (/^(quantity|accepted)$/.test(name)) {
    const whole = thousandths(value);
    const most = Math.max(1, whole + random.pick([-500, -1, 1, 20, 1_000]));
    return quantity(most);
  }
  if (name === 'budgetLineId') return random.pick(scene.all('budget-lines')).id;
  if (name === 'vendorId') return random.pick(scene.all('vendors')).id;
  if (name === 'number') return random.pick(scene.all('invoices'))?.['number'] ?? value;
  return value;
}

const spoiledBody = (scene: Scene, body: Body): Body =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      scene.random.chance(0.5) ? other(scene, name, value) : value,
    ]),
  );

/** The body with something in it that is odd, or wrong. */
export const odd = (scene: Scene, body: Body): Body => spoiledBody(scene, body);
