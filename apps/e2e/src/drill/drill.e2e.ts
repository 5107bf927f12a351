import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TamaniClient, type Resource } from '@tamani/client';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { figuresOf } from '../figures.js';
import { Flow } from '../flow.js';
import { WitnessClient, type Acknowledged } from '../workload.js';
import { Site, type OtherVersion } from './site.js';

const LONG_MS = 300_000;
const DOCTOR = 'npm run tamani -- doctor';
const PARKED = 'npm run tamani -- parked';
/** The example of the page is a backup of another day. */
const today = { '2026-11-28': new Date().toISOString().slice(0, 10) };

let site: Site;
beforeEach(async () => {
  site = await Site.prepared();
});
afterEach(() => site.dispose());

const clientOf = (tries?: number) =>
  new TamaniClient({ baseUrl: site.url, language: 'en', ...(tries !== undefined && { tries }) });

/** A requisition after the other, four at a time, until it is told to stop. */
function load(flow: Flow, lineId: string) {
  let [isOver, nth] = [false, 0];
  const worker = async () => {
    while (!isOver) {
      const lines = [{ lineId, quantity: '1', francs: '500' }];
      const { id } = await flow.requisition(`load-${nth++}`, lines);
      await flow.submit(id, '2026-09-15');
    }
  };
  const working = Promise.allSettled(Array.from({ length: 4 }, worker));
  return async () => {
    isOver = true;
    await working;
  };
}

/** Of what was acknowledged, what the histories do not have. */
async function lostOf(api: TamaniClient, acknowledged: readonly Acknowledged[]) {
  const lost: string[] = [];
  for (const { resource, revision } of acknowledged) {
    const events: unknown[] = [];
    try {
      for await (const event of api.list('auditor', `${resource}/events`)) events.push(event);
    } catch {
      // Not even the resource is there.
    }
    if (events.length <= Number(revision)) lost.push(`${resource} ${revision}`);
  }
  return lost;
}

/** What is bought in the drills: the franc at 500 to the dollar, in every month of the flow. */
async function furnished(flow: Flow) {
  for (const month of ['2026-09', '2026-10', '2026-11']) await flow.rates(month, '500');
  const [line, vendor] = [await flow.line('L', '900000.00'), await flow.vendor('V')];
  return { lineId: line.id, vendorId: vendor.id };
}

/** An order of three that is issued, at 100,000 francs each. */
async function ordered(flow: Flow, name: string, of: { lineId: string; vendorId: string }) {
  const goods = { quantity: '3', francs: '100000' };
  const draft = await flow.requisition(name, [{ lineId: of.lineId, ...goods }]);
  await flow.submit(draft.id, '2026-09-15');
  await flow.act('certifying-officer', `requisitions/${draft.id}/certify`);
  const placed = { requisitionId: draft.id, vendorId: of.vendorId, ...goods };
  return flow.approve((await flow.order(name, placed)).id, '2026-09-20');
}

const delivered = (flow: Flow, { id: orderId }: Resource) =>
  flow.receive(`of-${orderId}`, { orderId, deliveredOn: '2026-10-12', quantity: '3' });

describe('the drill of docs/runbook.md', () => {
  test(
    'back up under load, lose the disk, restore, verify, go on',
    async () => {
      await site.start();
      const client = new WitnessClient(
        { baseUrl: site.url, language: 'en', tries: 2 },
        () => false,
      );
      const flow = new Flow(client, 'drill');
      const { lineId, vendorId } = await furnished(flow);
      const stopLoad = load(flow, lineId);
      const before = [...client.acknowledged];
      const backup = await site.type('npm run tamani -- backup');
      expect(backup).toMatchObject({ code: 0, said: expect.stringContaining('verified') });
      expect(client.acknowledged.length).toBeGreaterThan(before.length);

      await rm(site.dataDir, { recursive: true });
      const said = await site.ended();
      expect(said).toContain('exit 5');
      expect(said).toContain('deleted');
      await stopLoad();

      const restored = await site.type('npm run tamani -- restore /backups/2026-11-28  ', today);
      expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('put in place') });
      expect(await site.type(DOCTOR)).toMatchObject({ code: 0 });
      await site.start();
      const running = await site.type(DOCTOR);
      expect(running).toMatchObject({ code: 0, said: expect.stringContaining(site.url) });
      const api = clientOf();
      expect(before.length).toBeGreaterThan(0);
      expect(await lostOf(api, before)).toEqual([]);
      // The same check sees what came after the backup, and went with the disk (control).
      expect(await lostOf(api, client.acknowledged)).not.toEqual([]);

      const order = await ordered(new Flow(api, 'after'), 'after', { lineId, vendorId });
      expect(order.status).toBe('issued');
      expect(await site.stop()).toBe(0);
      expect(await site.type('npm run tamani -- rebuild')).toMatchObject({
        code: 0,
      });
    },
    LONG_MS,
  );

  test(
    'upgrade to a version with a raised read model, and back',
    async () => {
      const raised: OtherVersion = {
        file: 'procurement/dist/read-models/vendors.read-model.js',
        from: 'version: 1',
        to: 'version: 2',
      };
      await site.start();
      const flow = new Flow(clientOf(), 'upgrade');
      await furnished(flow);
      const listed = async () => {
        const names: unknown[] = [];
        for await (const { name } of flow.api.list('buyer', 'vendors', { sort: 'name' }))
          names.push(name);
        return names;
      };
      expect(await site.type('npm run tamani -- backup')).toMatchObject({ code: 0 });
      for (const [version, vendor] of [
        [raised, 'W'],
        [undefined, 'X'],
      ] as const) {
        const before = await listed();
        expect(await site.stop()).toBe(0);
        await site.start(version);
        expect(await listed()).toEqual(before);
        await flow.vendor(vendor);
        expect(await site.type(DOCTOR)).toMatchObject({ code: 0 });
      }
      expect(await listed()).toEqual(['Vendor V', 'Vendor W', 'Vendor X']);
      expect(await site.stop()).toBe(0);
      // There was a raised model (control).
      const reads = readFileSync(join(site.dataDir, 'read.db'));
      expect(reads.includes('docs_procurement_vendors_v2')).toBe(true);
    },
    LONG_MS,
  );

  test(
    'a poison message is found, looked at and replayed; another one is dropped',
    async () => {
      const faulty: OtherVersion = {
        file: 'budgets/dist/processes/execution.reaction.js',
        from: `type: 'RecordDelivery',`,
        to: `type: (() => { throw new Error('unit unknown'); })(),`,
      };
      await site.start(faulty);
      const flow = new Flow(clientOf(), 'poison');
      const of = await furnished(flow);
      const [first, second] = [await ordered(flow, 'a', of), await ordered(flow, 'b', of)];
      await delivered(flow, first);
      await delivered(flow, second);

      const attention = async () => {
        const token = 'TOKEN=$(curl -s localhost:3000/v1/demo-tokens';
        const asked = [token, 'curl -s "localhost:3000/v1/attention?kind=parked_message"'];
        const { said } = await site.type(asked);
        return (JSON.parse(said) as { data: { id: string; reason: string }[] }).data;
      };
      let waiting = await attention();
      for (let tries = 0; waiting.length < 2 && tries < 100; tries += 1)
        waiting = await attention();
      expect(waiting.map(({ reason }) => reason)).toEqual(['unit unknown', 'unit unknown']);
      const found = await site.type(DOCTOR);
      expect(found).toMatchObject({ code: 1, said: expect.stringContaining('tamani parked list') });

      expect(await site.stop()).toBe(0);
      const list = await site.type(`${PARKED} list`);
      const ids = [...list.said.matchAll(/^([0-9a-f-]{36}) {2}/gm)].map(([, id = '']) => id);
      expect(new Set(ids)).toEqual(new Set(waiting.map(({ id }) => id)));
      const shown = await Promise.all(ids.map((id) => site.type(`${PARKED} show`, { '<id>': id })));
      const ofFirst = shown.findIndex(({ said }) => said.includes(`"key": "${first.id}"`));
      const [replayed = '', dropped = ''] = ofFirst === 0 ? ids : [...ids].reverse();
      expect(await site.type(`${PARKED} replay`, { '<id>': replayed })).toMatchObject({ code: 0 });
      const words = { '<id>': dropped, '<your name>': 'Awa', '…': 'entered by hand' };
      expect(await site.type(`${PARKED} drop`, words)).toMatchObject({ code: 0 });

      await site.start();
      expect(await attention()).toEqual([]);
      expect(await site.type(DOCTOR)).toMatchObject({ code: 0 });
      const { body } = await flow.api.get('budget-officer', `budget-lines/${of.lineId}`);
      // Of two deliveries of 600 dollars one is accrued; the dropped one is not.
      expect(figuresOf(body)).toMatchObject({ expended: '600.00', committed: '600.00' });
    },
    LONG_MS,
  );
});
