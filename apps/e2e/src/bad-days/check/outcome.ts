import type { Collections } from './read-models.js';

/** How a run ended, in words that do not depend on who came first. */
export interface Outcome {
  /** Figures of each budget line by its reference. */
  readonly figures: Readonly<Record<string, string>>;
  /** Documents by kind and status: how many. */
  readonly statuses: Readonly<Record<string, number>>;
}

const LINES = 'budgets_budget_lines_v';
const DOCUMENTS = /^procurement_(requisitions|purchase_orders|receipts|invoices|payments)_v\d+$/;

interface Money {
  readonly amount: string;
  readonly currency: string;
}

export function outcomeOf(models: Collections): Outcome {
  const figures: Record<string, string> = {};
  const statuses: Record<string, number> = {};
  for (const [collection, documents] of models) {
    const kind = DOCUMENTS.exec(collection)?.[1];
    for (const { doc } of documents.values()) {
      if (collection.startsWith(LINES)) figures[String(doc['reference'])] = figuresOf(doc);
      if (kind === undefined) continue;
      const name = `${kind} ${String(doc['status'])}`;
      statuses[name] = (statuses[name] ?? 0) + 1;
    }
  }
  return { figures, statuses };
}

function figuresOf(doc: Readonly<Record<string, unknown>>): string {
  const { figures } = doc['item'] as { readonly figures: Readonly<Record<string, Money>> };
  const texts = Object.entries(figures).map(([name, { amount }]) => `${name} ${amount}`);
  return texts.sort().join(', ');
}

/** Where a run ended otherwise than the undisturbed one. */
export function divergences(outcome: Outcome, undisturbed: Outcome): readonly string[] {
  return (['figures', 'statuses'] as const).flatMap((part) => {
    const [is, should] = [outcome[part], undisturbed[part]];
    const names = new Set([...Object.keys(is), ...Object.keys(should)]);
    return [...names]
      .filter((name) => is[name] !== should[name])
      .map((name) => `outcome: ${name} is ${is[name] ?? 'none'}, undisturbed ${should[name]}`);
  });
}
