import { expect } from '@jest/globals';
import type { RuntimePorts } from '@tamani/runtime';
import { faultyEventStore, faultyReadStore } from '@tamani/testing';
import { testControl, testDay } from './harness/seeds.js';
import { describeDays } from './harness/suite.js';
import { badStore } from './trouble/store-faults.js';

const STORE = { loseAnswer: 0.08, loseRequest: 0.05, refuse: 0.03, refuseRead: 0.01 };
const READS = { loseAnswer: 0.08, tear: 0.08, refuse: 0.03, stale: 0.05, loseLease: 0.02 };

/** What must have struck: those that are open end, and those that come instead. */
const EXPECTED = [
  ...['append.loseAnswer', 'append.loseRequest'],
  ...['subscription.ended', 'subscription.end'],
];

/** Answers of appends and of writes of documents are lost between the runtime and its adapters. */
const forgetful =
  (seed: number) =>
  (ports: RuntimePorts, replica: string): RuntimePorts => {
    const own = seed * 2 + (replica === 'a' ? 0 : 1);
    const store = faultyEventStore(ports.store, own, { ...STORE, endSubscription: 0.01 }).port;
    return { ...ports, store, reads: faultyReadStore(ports.reads, own, READS).port };
  };

await describeDays('an append whose answer is lost', (engines) => {
  const controlUrl = `http://127.0.0.1:${engines.own.get('esdb')?.controlPort}/faults`;
  let counts: Readonly<Record<string, number>> = {};
  testDay('on the wire', {
    engines,
    round: (seeds) => {
      const trouble = badStore(controlUrl, seeds, (struck) => (counts = struck));
      return () => ({ trouble });
    },
    struck: () => {
      process.stderr.write(`the wire double: ${JSON.stringify(counts)}\n`);
      for (const fault of EXPECTED)
        expect([fault, (counts[fault] ?? 0) > 0]).toEqual([fault, true]);
    },
  });

  testDay('in the process', { engines, round: () => (seed) => ({ wrap: forgetful(seed) }) });

  testControl('when command ids are not remembered, a repeat has an effect of its own', {
    engines,
    round: () => (seed) => ({
      settings: { rememberCommandIds: false },
      wrap: forgetful(seed),
    }),
    fails: /twice: command|was refused/,
  });
});
