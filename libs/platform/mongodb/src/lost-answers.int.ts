import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import { describeOn, mongoServer, serverOf } from '@tamani/testing';
import { behindProxy, once, seedOf, type BehindProxy } from '../testing/behind-proxy.js';
import { BOOKS, CHECKPOINT, differences, entriesOf, fold, writesOf } from '../testing/fold.js';

const found = await serverOf(mongoServer);
afterAll(() => found?.stop());

const [FIRST = '', SECOND = ''] = BOOKS.map(({ name }) => name);
const LOSSES = ['lose-request', 'lose-answer'] as const;

describeOn(found, 'mongodb: a batch on a bad line', ({ address: url }) => {
  const random = seedOf('a bad line').random();
  const entries = entriesOf(random, 40);
  const [older, newer] = [entries.slice(0, 20), entries.slice(20)];
  const isOlder = (account: string): boolean => older.some((entry) => entry.account === account);
  let line: BehindProxy;
  beforeEach(async () => {
    line = await behindProxy(url);
  });
  afterEach(() => line.dispose());

  for (const loss of LOSSES)
    for (const name of ['insert', 'update'])
      it(`with ${loss} of an ${name} has an unknown outcome, and heals`, async () => {
        const { proxy, reads, direct } = line;
        const part = name === 'insert' ? older : newer;
        if (name === 'update') await fold(reads, older);
        const before = await direct.checkpoint(CHECKPOINT);
        proxy.plan = once(loss, { name, collection: FIRST });
        await expect(fold(reads, part)).rejects.toThrow(OutcomeUnknown);
        expect(reads.counters()).toMatchObject({ unknown_outcomes: 1 });
        // Of a server that takes few replacements in a command, the first command is the lost one.
        const first = part.find(({ account }) => name === 'insert' || isOlder(account))?.account;
        const there = await direct.get(FIRST, first ?? '');
        const written = part.findLast(({ account }) => account === first)?.position;
        expect(there?.position === written).toBe(loss === 'lose-answer');
        expect(await direct.checkpoint(CHECKPOINT)).toBe(before);
        const seen = name === 'insert' ? older : entries;
        expect(await differences(direct, seen)).not.toEqual([]);
        await fold(reads, part);
        expect(await differences(direct, seen)).toEqual([]);
        expect(await direct.checkpoint(CHECKPOINT)).toBe(part.at(-1)?.position);
      });

  it('torn between two collections is folded again, once', async () => {
    const { proxy, reads, direct } = line;
    await fold(reads, older);
    proxy.plan = once('lose-request', { name: 'update', collection: SECOND });
    await expect(fold(reads, newer)).rejects.toThrow(OutcomeUnknown);
    const wrong = await differences(direct, entries);
    expect(wrong).not.toEqual([]);
    expect(wrong.every((one) => one.startsWith(SECOND))).toBe(true);
    expect(await direct.checkpoint(CHECKPOINT)).toBe(20n);
    await fold(reads, newer);
    expect(await differences(direct, entries)).toEqual([]);
  });

  it('control: torn, and folded again without a look at the positions, counts twice', async () => {
    const { proxy, reads, direct } = line;
    await fold(reads, older);
    proxy.plan = once('lose-request', { name: 'update', collection: SECOND });
    await expect(fold(reads, newer)).rejects.toThrow(OutcomeUnknown);
    await fold(reads, newer, { heedsPositions: false });
    expect((await differences(direct, entries)).some((one) => one.startsWith(FIRST))).toBe(true);
  });

  it('whose server is gone after its beginning does not say that nothing was written', async () => {
    const { proxy, reads, direct } = line;
    const writes = await writesOf(reads, older);
    proxy.plan = once('then-close', { name: 'insert', collection: FIRST });
    await expect(reads.commit({ writes })).rejects.toThrow(OutcomeUnknown);
    expect(await direct.get(FIRST, older[0]?.account ?? '')).toBeDefined();
    // Control: without a beginning it may say so.
    await expect(reads.commit({ writes })).rejects.toThrow(StoreUnavailable);
    await expect(reads.checkpoint(CHECKPOINT)).rejects.toThrow(StoreUnavailable);
    await proxy.listen();
    await fold(reads, older);
    expect(await differences(direct, older)).toEqual([]);
  });

  it('heals whatever is lost, whenever', async () => {
    const { proxy, reads, direct } = line;
    let lost = 0;
    proxy.plan = ({ name }) => {
      if (!['insert', 'update', 'find'].includes(name) || !random.chance(0.15)) return undefined;
      lost += 1;
      return random.pick(LOSSES);
    };
    for (let at = 0; at < entries.length; at += 8) {
      const part = entries.slice(at, at + 8);
      const again = async (): Promise<void> => {
        await fold(reads, part).catch((error: unknown) => {
          const isExpected = error instanceof OutcomeUnknown || error instanceof StoreUnavailable;
          return isExpected ? again() : Promise.reject(error);
        });
      };
      await again();
    }
    expect(lost).toBeGreaterThan(0);
    expect(await differences(direct, entries)).toEqual([]);
  });
});
