import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from '@photostructure/sqlite';
import { StoreCorrupt } from '@tamani/ports';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answersOf, counting, startCounting, type Counting } from '../../testing/counting.js';
import { quietOutput } from '../../testing/output.js';
import { rebuildFromScratch } from '../operations/rebuild.command.js';
import { EXIT } from '../shell/exit-codes.js';

let folder = '';
let counted: Counting | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-met-'));
  const first = await startCounting(folder);
  for (let nth = 0; nth < 6; nth += 1) await first.add(`c${nth % 3}`, nth + 1);
  await first.runtime.settled();
  await first.close();
});
afterEach(async () => {
  await counted?.close();
  counted = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function spoil(file: string, sql: string): void {
  const db = new DatabaseSync(join(folder, file));
  db.exec(`${sql}; PRAGMA wal_checkpoint(TRUNCATE)`);
  db.close();
}

async function start(): Promise<Counting> {
  counted = await startCounting(folder);
  return counted;
}

const met = ({ runtime }: Counting) => runtime.corruptions.list.map(({ part }) => part);

/** Until it has met something, or long enough to say that it has not. */
async function untilMet(running: Counting): Promise<readonly string[]> {
  for (let tries = 0; tries < 200 && met(running).length === 0; tries += 1) await pause(10);
  return met(running);
}

describe('corrupt data that a running system meets', () => {
  it('nothing of it, where there is none (control)', async () => {
    const running = await start();
    await running.add('c1', 1);
    await running.runtime.settled();
    expect(met(running)).toEqual([]);
  });

  it('an event: is not served, and the system knows', async () => {
    spoil('events.db', `UPDATE events SET data = '{"amount":9}' WHERE position = 2`);
    const running = await start();
    const { store } = running.runtime.ports;
    await expect(store.readAll({ after: 0n, limit: 10 })).rejects.toThrow(StoreCorrupt);
    expect(met(running)).toEqual(['store']);
  });

  it('an event that is not ours: is named, and its readers stop before it', async () => {
    const running = await start();
    const alien = { id: randomUUID(), type: 'Odd', data: '{"by":"hand"}', meta: '{"by":"hand"}' };
    await running.runtime.ports.store.append('counting.Counter-x', [alien], 'no_stream');
    expect(await untilMet(running)).toEqual(['store']);
    expect(running.runtime.corruptions.list[0]?.what).toContain('counting.Counter-x@0');
  });

  it('a document: is not served, and the system knows', async () => {
    spoil('read.db', `UPDATE docs_counting_sums_v1 SET doc = replace(doc, '5', '9')`);
    const running = await start();
    const { reads } = running.runtime.ports;
    await expect(reads.get('counting_sums_v1', 'c0')).rejects.toThrow(StoreCorrupt);
    expect(met(running)).toEqual(['reads']);
  });

  it('a message: is not delivered, the system goes on and knows; the cure mends it', async () => {
    spoil(
      'bus.db',
      `DELETE FROM offsets; UPDATE messages_1 SET data = '{}' WHERE message_offset = 3`,
    );
    const running = await start();
    expect(await untilMet(running)).toEqual(['bus']);
    await running.add('c0', 100);
    expect((await running.runtime.ports.store.head()) > 0n).toBe(true);
    await running.close();
    counted = undefined;
    const place = { folder, contexts: [counting] };
    expect(await rebuildFromScratch(place, quietOutput())).toBe(EXIT.ok);
    const mended = await start();
    await mended.runtime.settled();
    const { logged, sums, echoes } = await answersOf(mended);
    expect([sums, echoes, met(mended)]).toEqual([logged, logged, []]);
  });
});
