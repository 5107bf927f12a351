import { positiveMoneySchema } from '@tamani/kernel';

/** The whole of a transfer that is for several documents. */
export const transferAmount = (of: 'payments' | 'receivables of the vendor') =>
  positiveMoneySchema.optional().meta({
    description: `The whole transfer, if it is for several ${of}: each of them states the same. Else its reference is that of this one alone`,
  });
