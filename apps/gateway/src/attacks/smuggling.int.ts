import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing';
import fc from 'fast-check';
import { startLeakyProxy } from '../../testing/leaky-proxy.js';
import { Rig } from '../../testing/rig.js';
import { besiege } from '../../testing/siege.js';
import { StandIn } from '../../testing/stand-in.js';
import { TRIES, type Try } from '../../testing/tries.js';
import { Wire } from '../../testing/wire.js';

describe('nobody gets another’s answer', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open({ limits: { upstreamConnections: 1 } });
  });
  afterAll(() => rig.close());

  test.each(TRIES)('$name: $statuses', async ({ bytes, statuses }) => {
    const before = rig.seen.length;
    const wire = await Wire.to(rig.url);
    const answers = await wire.say(bytes).answers(statuses.length);
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    for (const { status, headers, body } of answers) {
      if (status === 200) expect(JSON.parse(body)).toMatchObject({ url: expect.any(String) });
      else expect(headers['content-type']).toContain('application/problem+json');
    }
    const isRefused = statuses.includes(400);
    if (isRefused) expect(await wire.closed(1_000)).toBe(true);
    expect(rig.seen.length - before).toBe(isRefused ? 0 : statuses.length);
    wire.hangUp();
  });

  test('a service gets a length only with its bytes, and nothing of a hop', async () => {
    for (const { headers, body } of rig.seen) {
      expect(headers['content-length'] ?? '0').toBe(String(body.length));
      for (const name of ['transfer-encoding', 'upgrade', 'http2-settings', 'expect', 'trailer'])
        expect(headers).not.toHaveProperty(name);
    }
  });

  test('whatever is tried at once, each answer is that of its own request', async () => {
    const { parameters } = seeded('attacks at once', { runs: 40, fullRuns: 1_000 });
    const tries = fc.array(fc.constantFrom(...TRIES), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(tries, async (some) => expect(await besiege(rig, some)).toEqual([])),
      parameters,
    );
    expect(await rig.isIdle()).toBe(true);
  }, 600_000);

  test('the same check finds what the gateway once did', async () => {
    const service = await StandIn.start('reporting');
    const proxy = await startLeakyProxy(service.url);
    const leaky = TRIES.find(({ name }) => name === 'GET with a length and no bytes') as Try;
    const findings = await besiege({ url: proxy.url, seen: service.seen }, [leaky]);
    expect(findings.join('\n')).toMatch(/user-\d+ got/);
    proxy.close();
    service.stop();
  });
});
