import { expect, test } from '@jest/globals';
import { StoreCorrupt } from '@tamani/ports';
import type { RuntimePorts } from '@tamani/runtime';
import { DeskApp } from '../../testing/desk-app.js';
import { TimedEventStore } from './timed-event-store.js';

/** A log of which one stream is damaged. */
class DamagedStore extends TimedEventStore {
  override async readStream(...args: Parameters<TimedEventStore['readStream']>) {
    if (args[0].endsWith('damaged')) throw new StoreCorrupt(`${args[0]} is damaged`);
    return super.readStream(...args);
  }
}
const damaged = (ports: RuntimePorts): RuntimePorts => ({
  ...ports,
  store: new DamagedStore(ports.store),
});

test('a server that has met corrupt data is not ready, and a metric says so', async () => {
  const desk = await DeskApp.open({ wrap: damaged });
  try {
    expect((await desk.send('GET', '/readyz')).status).toBe(200);
    expect((await desk.send('GET', '/metrics')).text).toContain('tamani_corrupt{part="store"} 0');
    const { status } = await desk.send('GET', '/v1/notes/damaged', { user: 'buyer' });
    expect(status).toBe(500);
    const ready = await desk.send('GET', '/readyz');
    expect([ready.status, JSON.parse(ready.text).status]).toEqual([503, 'corrupt']);
    expect((await desk.send('GET', '/metrics')).text).toContain('tamani_corrupt{part="store"} 1');
  } finally {
    await desk.close();
  }
});
