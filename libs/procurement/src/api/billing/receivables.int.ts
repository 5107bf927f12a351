import { describe, expect, test } from '@jest/globals';
import { openedPurchase } from '../../../testing/opened-purchase.js';
import { xof } from '../../../testing/purchase-flow.js';

const { app, flow, line, vendor } = await openedPurchase();

/** What a vendor owes, over REST: each way in which it ends. */
describe('receivables', () => {
  let count = 0;
  const price = 1_000;
  const whole = 100 * price;
  const on = '2026-11-10';

  const refused = (code: string) => ({ status: 409, body: { code } });
  /** An order of 100, delivered, and its approved invoice. */
  const invoiced = async (of = vendor, each = price) => {
    const requisition = await flow.certified({ [line]: each });
    const order = await flow.issued(requisition, of, [[1, '100', each]]);
    const receipt = await flow.received(order, { '1': '100' });
    const bill = { vendorId: of, purchaseOrderId: order, number: `F-${++count}` };
    const { id } = await flow.made(flow.invoice(bill, [[1, '100', each]]));
    await flow.done(app.act('certifying-officer', `invoices/${id}/approve`));
    await app.settled();
    return { order, receipt, id };
  };
  const paid = async (of = vendor, each = price) => {
    const bought = await invoiced(of, each);
    await flow.confirmed(await flow.paymentReleased(bought.id, 100 * each));
    await app.settled();
    return bought;
  };
  const sendBack = async (receipt: string) => {
    const body = { reason: 'Broken', effectiveAt: on };
    await flow.done(app.act('receiver', `receipts/${receipt}/reverse`, body));
    await app.settled();
  };
  const owedOn = async (order: string) => {
    const { body } = await app.get('auditor', `receivables?purchaseOrderId=${order}`);
    return (body['data'] as { readonly id: string }[])[0];
  };
  /** Paid, sent back, and owed. */
  const owed = async (of = vendor, each = price) => {
    const bought = await paid(of, each);
    await sendBack(bought.receipt);
    return { ...bought, receivable: String((await owedOn(bought.order))?.id) };
  };
  const read = async (id: string) => (await app.get('auditor', `receivables/${id}`)).body;
  const refund = (id: string, francs: number, bank: object = {}) =>
    app.act('treasurer', `receivables/${id}/refund`, {
      ...{ amount: xof(francs), valueDate: on, bankReference: `REM-${++count}`, ...bank },
    });
  const asWrittenOff = async (id: string) => {
    const path = `receivables/${id}`;
    const because = { reason: 'Bankrupt' };
    await flow.done(app.act('invoice-clerk', `${path}/request-write-off`, because));
    return app.act('approving-officer', `${path}/approve-write-off`, { effectiveAt: on });
  };
  const writeOff = async (id: string) => {
    await flow.done(asWrittenOff(id));
    await app.settled();
  };
  const offset = (id: string, invoiceId: string, francs: number) =>
    app.act('approving-officer', `receivables/${id}/offset`, {
      ...{ invoiceId, amount: xof(francs), effectiveAt: on },
    });

  test('goods sent back after their payment are owed, those that were not paid are not', async () => {
    const { order, receivable, receipt } = await owed();
    expect(await read(receivable)).toMatchObject({
      ...{ status: 'open', total: xof(whole), open: xof(whole), purchaseOrderId: order },
      ...{ cause: { kind: 'receipt', id: receipt }, arisenOn: on, vendorId: vendor },
    });
    expect(await flow.status(`purchase-orders/${order}`)).toBe('issued');
    const unpaid = await invoiced();
    await sendBack(unpaid.receipt);
    expect(await owedOn(unpaid.order)).toBeUndefined();
    expect(await flow.status(`invoices/${unpaid.id}`)).toBe('exception');
  });

  test('the bank returns no payment of which the vendor has refunded a part', async () => {
    const outcome = async (refunded: number) => {
      const { id, order, receipt } = await invoiced();
      const payment = await flow.paymentReleased(id, whole);
      await flow.confirmed(payment);
      await app.settled();
      await sendBack(receipt);
      const receivable = String((await owedOn(order))?.id);
      if (refunded > 0) await flow.done(refund(receivable, refunded));
      await app.settled();
      const body = { reason: 'Account closed', effectiveAt: on };
      const answer = await app.act('treasurer', `payments/${payment}/return`, body);
      await app.settled();
      return [answer, await flow.status(`payments/${payment}`), await read(receivable)];
    };
    expect(await outcome(30 * price)).toMatchObject([
      ...[refused('payment_came_back'), 'confirmed'],
      { status: 'open', open: xof(70 * price) },
    ]);
    expect(await outcome(0)).toMatchObject([{ status: 200 }, 'returned', { status: 'settled' }]);
  });

  test('an invoice whose goods are sent back is an exception while its payment is prepared', async () => {
    const { id, receipt } = await invoiced();
    const body = { invoiceId: id, amount: xof(whole) };
    const payment = await flow.made(app.post('invoice-clerk', 'payments', body));
    await app.settled();
    await sendBack(receipt);
    expect(await flow.status(`invoices/${id}`)).toBe('exception');
    expect(await app.act('certifying-officer', `payments/${payment.id}/certify`)).toMatchObject(
      refused('invoice_does_not_match'),
    );
  });

  test('an invoice paid in part whose goods went back ends by a refund and a credit note', async () => {
    const { order, id, receipt } = await invoiced();
    await flow.confirmed(await flow.paymentReleased(id, 60 * price));
    await sendBack(receipt);
    const open = await app.get('auditor', `invoices/${id}`);
    expect(open.body).toMatchObject({
      ...{ status: 'partially_paid', receivable: [{ kind: 'missing_receipt' }] },
      lines: [{ open: xof(40 * price) }],
    });
    await flow.done(refund(String((await owedOn(order))?.id), 60 * price));
    await app.settled();
    const note = await flow.made(
      app.post('invoice-clerk', 'credit-notes', {
        ...{ invoiceId: id, number: `AV-${count}`, creditedOn: on, reason: 'Sent back' },
        lines: [{ orderLine: 1, amount: xof(40 * price) }],
      }),
    );
    await flow.done(app.act('certifying-officer', `credit-notes/${note.id}/approve`));
    await app.settled();
    expect((await app.get('auditor', `invoices/${id}`)).body).toMatchObject({
      ...{ status: 'paid', lines: [{ open: xof(0) }] },
    });
    await flow.done(
      app.act('buyer', `purchase-orders/${order}/terminate`, { reason: 'Gone', effectiveAt: on }),
    );
    await app.settled();
    expect(await flow.status(`purchase-orders/${order}`)).toBe('terminated');
  });

  test('ended by the goods that replace it: the order closes', async () => {
    const { order, receivable } = await owed();
    await flow.received(order, { '1': '100' });
    await app.settled();
    expect(await read(receivable)).toMatchObject({
      ...{ status: 'settled', open: xof(0), ended: [{ kind: 'replacement', amount: xof(whole) }] },
    });
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
  });

  test('ended by refunds in parts, never more than is owed', async () => {
    const { order, receivable } = await owed();
    await flow.done(refund(receivable, 60 * price, { bankReference: 'REM-7' }));
    await app.settled();
    expect(await read(receivable)).toMatchObject({ status: 'open', open: xof(40 * price) });
    expect(await refund(receivable, 40 * price + 1)).toMatchObject(refused('receivable_exceeded'));
    await flow.done(refund(receivable, 40 * price));
    await app.settled();
    const done = await read(receivable);
    expect(done).toMatchObject({ status: 'settled', open: xof(0) });
    expect(done['ended']).toMatchObject([
      { kind: 'refund', amount: xof(60 * price), bankReference: 'REM-7', effectiveAt: on },
      { kind: 'refund', amount: xof(40 * price) },
    ]);
    const told = app.budgets.of('procurement.RefundReceived.v1').slice(-2);
    expect(told).toMatchObject([
      { orderId: order, lines: [{ budgetLineId: line, amount: xof(60 * price) }] },
      { orderId: order, lines: [{ budgetLineId: line, amount: xof(40 * price) }] },
    ]);
  });

  test('two people who refund the same at once: it is counted once', async () => {
    const { receivable } = await owed();
    const answers = await Promise.all([refund(receivable, whole), refund(receivable, whole)]);
    const [first, second] = answers.map(({ status }) => status).sort();
    expect(first).toBe(200);
    expect([409, 412]).toContain(second);
    await app.settled();
    expect((await read(receivable))['ended']).toHaveLength(1);
  });

  test('a transfer is refunded once, also typed otherwise, or on another receivable', async () => {
    const one = await owed();
    const other = await owed();
    await flow.done(refund(one.receivable, 60 * price, { bankReference: 'SWIFT-31' }));
    await app.settled();
    for (const { receivable } of [one, other]) {
      const again = await refund(receivable, 40 * price, { bankReference: ' swift–31' });
      expect(again).toMatchObject(refused('bank_reference_used'));
      expect(await read(receivable)).toMatchObject({ status: 'open' });
    }
  });

  test('one transfer pays back several receivables of the vendor, up to its amount', async () => {
    const [one, two] = [await owed(), await owed()];
    const bank = { bankReference: `LOT-${++count}`, transferAmount: xof(2 * whole - 1) };
    await flow.done(refund(one.receivable, whole, bank));
    expect(await refund(two.receivable, whole, bank)).toMatchObject(refused('transfer_exceeded'));
    await flow.done(refund(two.receivable, whole - 1, bank));
    await app.settled();
    expect(await read(two.receivable)).toMatchObject({ open: xof(1) });
  });

  test('two people who name one transfer at once: one of them has it', async () => {
    const [one, two] = [await owed(), await owed()];
    const bank = { bankReference: `DUP-${++count}` };
    const both = [one.receivable, two.receivable];
    const answers = await Promise.all(both.map((id) => refund(id, whole, bank)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await app.settled();
    const open = await Promise.all(both.map(async (id) => (await read(id))['status']));
    expect(open.sort()).toEqual(['open', 'settled']);
  });

  test('a movement of the bank confirms one payment, or several that say what it was', async () => {
    const confirm = (id: string, bank: object) =>
      app.act('treasurer', `payments/${id}/confirm`, bank);
    const released = async () => flow.paymentReleased((await invoiced()).id, whole);
    const [one, two, three] = [await released(), await released(), await released()];
    const reference = { bankReference: `BANK-${++count}` };
    await flow.done(confirm(one, reference));
    expect(await confirm(two, reference)).toMatchObject(refused('bank_reference_used'));
    expect(await flow.status(`payments/${two}`)).toBe('released');
    const batch = { bankReference: `BATCH-${++count}`, transferAmount: xof(2 * whole) };
    await flow.done(confirm(two, batch));
    await flow.done(confirm(three, batch));
    await app.settled();
    expect(await flow.status(`payments/${three}`)).toBe('confirmed');
  });

  test('what was refunded can be delivered and invoiced again', async () => {
    const { order, receivable } = await owed();
    await flow.done(refund(receivable, whole));
    await app.settled();
    await flow.received(order, { '1': '100' });
    const bill = { vendorId: vendor, purchaseOrderId: order, number: `F-${++count}` };
    const { id } = await flow.made(flow.invoice(bill, [[1, '100', price]]));
    await flow.done(app.act('certifying-officer', `invoices/${id}/approve`));
    await app.settled();
    await flow.confirmed(await flow.paymentReleased(id, whole));
    await app.settled();
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
  });

  test('offset against an invoice of another order, in no case more than is open of it', async () => {
    const { order, receivable } = await owed();
    const other = await invoiced();
    const stranger = await invoiced(await flow.vendor(`RC-${++count}`));
    expect(await offset(receivable, stranger.id, 1)).toMatchObject(
      refused('offset_of_other_vendor'),
    );
    await flow.done(offset(receivable, other.id, whole));
    await app.settled();
    expect(await read(receivable)).toMatchObject({
      ...{ status: 'settled', ended: [{ kind: 'offset', invoiceId: other.id }] },
    });
    expect((await app.get('auditor', `invoices/${other.id}`)).body).toMatchObject({
      ...{ status: 'paid', paymentIds: [] },
      offsets: [{ receivableId: receivable, amount: xof(whole) }],
    });
    expect(await flow.status(`purchase-orders/${other.order}`)).toBe('closed');
    const lines = [{ budgetLineId: line, amount: xof(whole) }];
    expect(app.budgets.of('procurement.ReceivableOffset.v1').at(-1)).toMatchObject({
      ...{ orderId: order, againstOrderId: other.order, receivableId: receivable, lines },
      againstLines: lines,
    });
  });

  test('an offset against an invoice that is being paid: one of the two takes it', async () => {
    const { receivable } = await owed();
    const other = await invoiced();
    const [one, two] = await Promise.all([
      offset(receivable, other.id, whole),
      app.post('invoice-clerk', 'payments', { invoiceId: other.id, amount: xof(whole) }),
    ]);
    await app.settled();
    const invoice = (await app.get('auditor', `invoices/${other.id}`)).body;
    const isOffset = invoice['status'] === 'paid';
    expect(invoice['paymentIds']).toHaveLength(isOffset ? 0 : 1);
    expect(invoice['offsets']).toHaveLength(isOffset ? 1 : 0);
    const after = await read(receivable);
    expect(after['status']).toBe(isOffset ? 'settled' : 'open');
    expect([one.status, two.status]).not.toContain(500);
  });

  test('written off by another person than who asked, charged to the line', async () => {
    const { order, receivable } = await owed();
    await writeOff(receivable);
    expect(await read(receivable)).toMatchObject({
      ...{ status: 'written_off', open: xof(0), writeOffReason: 'Bankrupt' },
      requestedBy: { id: 'invoice-clerk' },
    });
    expect(app.budgets.of('procurement.ReceivableWrittenOff.v1').at(-1)).toMatchObject({
      ...{ orderId: order, lines: [{ budgetLineId: line, amount: xof(whole) }] },
    });
  });

  test('what was written off of a vendor counts together: no debt is let go in parts', async () => {
    const debtor = await flow.vendor(`RC-${++count}`);
    const large = 40_000;
    const [one, two] = [await owed(debtor, large), await owed(debtor, large)];
    await writeOff(one.receivable);
    expect(await asWrittenOff(two.receivable)).toMatchObject(refused('write_offs_exceed_limit'));
    expect(await read(two.receivable)).toMatchObject({ status: 'write_off_requested' });
    const control = await owed(await flow.vendor(`RC-${++count}`), large);
    await writeOff(control.receivable);
    expect(await read(control.receivable)).toMatchObject({ status: 'written_off' });
  });

  test('two approved at once count together as well: the register of the vendor decides', async () => {
    const debtor = await flow.vendor(`RC-${++count}`);
    const both = [await owed(debtor, 40_000), await owed(debtor, 40_000)];
    const answers = await Promise.all(both.map(({ receivable }) => asWrittenOff(receivable)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await app.settled();
    const ended = await Promise.all(both.map(({ receivable }) => read(receivable)));
    expect(ended.filter(({ status }) => status === 'written_off')).toHaveLength(1);
  });

  test('what the budget did not bear does not count as written off', async () => {
    const debtor = await flow.vendor(`RC-${++count}`);
    const { receivable } = await owed(debtor, 40_000);
    app.budgets.refuseNext = 'funds_insufficient';
    await writeOff(receivable);
    await writeOff(receivable);
    expect(await read(receivable)).toMatchObject({ status: 'written_off' });
  });

  test('without funds for the loss it stays open and says so', async () => {
    const { receivable } = await owed();
    app.budgets.refuseNext = 'funds_insufficient';
    await writeOff(receivable);
    expect(await read(receivable)).toMatchObject({
      ...{ status: 'open', open: xof(whole) },
      shortfalls: [{ budgetLineId: line, code: 'funds_insufficient' }],
    });
  });

  test('a credit note on a paid invoice is owed; the order opens again until it is refunded', async () => {
    const { order, id } = await paid();
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
    const note = await flow.made(
      app.post('invoice-clerk', 'credit-notes', {
        ...{ invoiceId: id, number: `AV-${++count}`, creditedOn: on, reason: 'Late' },
        lines: [{ orderLine: 1, amount: xof(10 * price) }],
      }),
    );
    await flow.done(app.act('certifying-officer', `credit-notes/${note.id}/approve`));
    await app.settled();
    const receivable = await owedOn(order);
    expect(receivable).toMatchObject({
      ...{ open: xof(10 * price), cause: { kind: 'credit_note', id: note.id } },
    });
    expect(app.budgets.of('procurement.CreditNoteBooked.v1').at(-1)).toMatchObject({
      ...{ orderId: order, creditNoteId: note.id },
      lines: [{ budgetLineId: line, amount: xof(10 * price) }],
    });
    expect(await flow.status(`purchase-orders/${order}`)).toBe('fully_received');
    await flow.done(refund(String(receivable?.id), 10 * price));
    await app.settled();
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
  });

  test('an order whose goods are never invoiced is closed by a credit note on it', async () => {
    const requisition = await flow.certified({ [line]: price });
    const order = await flow.issued(requisition, vendor, [[1, '100', price]]);
    await flow.received(order, { '1': '100' });
    await app.settled();
    expect(await app.act('buyer', `purchase-orders/${order}/close`)).toMatchObject(
      refused('order_not_settled'),
    );
    const note = await flow.made(
      app.post('invoice-clerk', 'credit-notes', {
        ...{ purchaseOrderId: order, number: `AV-${++count}`, creditedOn: on, reason: 'Gift' },
        lines: [{ orderLine: 1, amount: xof(whole) }],
      }),
    );
    await flow.done(app.act('certifying-officer', `credit-notes/${note.id}/approve`));
    await app.settled();
    expect(await flow.status(`credit-notes/${note.id}`)).toBe('approved');
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
  });
});
