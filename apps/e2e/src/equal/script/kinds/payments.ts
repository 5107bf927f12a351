import type { MoneyJson } from '@tamani/kernel';
import { action, anyOf, empty, reason, someDate, type Kind, type World } from '../world.js';

const PATH = 'payments';
const user = 'invoice-clerk';

const release = (world: World) => ({ valueDate: someDate(world) });
/** Mostly one that no other has. */
const confirmation = (world: World) => ({
  bankReference: `VIR-2026-${world.random.below(999)}`,
});
const sentBack = (world: World) => ({ reason: 'Compte clos', effectiveAt: someDate(world) });

/** All of it, or a half. */
function part({ amount, currency }: MoneyJson, world: World): MoneyJson {
  if (world.random.chance(0.7)) return { amount, currency };
  const half = String(BigInt(amount.replace('.', '')) / 2n || 1n).padStart(3, '0');
  const isWhole = !amount.includes('.');
  return {
    amount: isWhole ? String(BigInt(half)) : `${half.slice(0, -2)}.${half.slice(-2)}`,
    currency,
  };
}

export const payments: Kind = {
  path: PATH,
  create(world) {
    const all = world.known('invoices');
    const payable = all.filter(({ status }) => /approved_for_payment|partially_paid/.test(status));
    const invoice = payable.at(-1) ?? all.at(-1);
    if (!invoice) return undefined;
    const amount = part(invoice['total'] as MoneyJson, world);
    return { user, path: PATH, body: { invoiceId: invoice.id, amount } };
  },
  forward({ id, status }, world) {
    const of = { path: PATH, id };
    if (status === 'prepared') return action(of, 'certify', { user: 'certifying-officer' });
    if (status === 'certified') return action(of, 'approve', { user: 'approving-officer' });
    const treasurer = { user: 'treasurer' } as const;
    if (status === 'approved') return action(of, 'release', { ...treasurer, body: release(world) });
    if (status !== 'released') return undefined;
    return world.random.chance(0.75)
      ? action(of, 'confirm', { ...treasurer, body: confirmation(world) })
      : action(of, 'return', { ...treasurer, body: sentBack(world) });
  },
  sideways: ({ id }, world) =>
    anyOf(
      { path: PATH, id },
      {
        certify: ['certifying-officer', empty],
        approve: ['approving-officer', empty],
        release: ['treasurer', release],
        confirm: ['treasurer', confirmation],
        return: ['treasurer', sentBack],
        cancel: [user, reason],
      },
      world,
    ),
};
