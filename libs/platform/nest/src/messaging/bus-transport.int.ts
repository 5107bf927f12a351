import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '@tamani/ports';
import { DeskApp } from '../../testing/desk-app.js';
import { faults } from '../../testing/replies.context.js';

describe('processes behind Nest’s transport', () => {
  let desk: DeskApp;
  beforeAll(async () => {
    desk = await DeskApp.open();
  });
  afterEach(() => faults.clear());
  afterAll(() => desk.close());

  const answered = async (text: string): Promise<string> => {
    const body = { text, amount: { amount: '1', currency: 'XOF' } };
    const note = await desk.send('POST', '/v1/notes', { user: 'buyer', key: `n-${text}`, body });
    const noteId = String(note.body['id']);
    const reply = { noteId, text };
    const key = `r-${text}`;
    const sent = await desk.send('POST', '/v1/replies', { user: 'buyer', key, body: reply });
    expect(sent.status).toBe(201);
    return noteId;
  };
  const statusOf = async (id: string) =>
    (await desk.send('GET', `/v1/notes/${id}`, { user: 'auditor' })).body['status'];

  const statusz = () => desk.send('GET', '/statusz', { user: 'administrator' });

  test('an @EventPattern handler feeds the process: the answered note is closed, once', async () => {
    const id = await answered('plain');
    await desk.runtime.settled();
    expect(await statusOf(id)).toBe('closed');
    const { body } = await desk.send('GET', `/v1/notes/${id}/events`, { user: 'auditor' });
    expect(body['data']).toHaveLength(2);
  });

  test('an outage in a handler reaches the bus: the message comes again until it is done', async () => {
    let tries = 0;
    faults.set('outage', () => {
      tries += 1;
      if (tries < 4) throw new StoreUnavailable('down');
    });
    const id = await answered('outage');
    await desk.runtime.settled();
    expect(tries).toBe(4);
    expect(await statusOf(id)).toBe('closed');
    expect((await statusz()).body['parked']).toBe(0);
  });

  test('a message that cannot be handled is parked: status and metrics say so', async () => {
    faults.set('poison', () => {
      throw new Error('a fault of the code');
    });
    const id = await answered('poison');
    await desk.runtime.settled();
    expect(await statusOf(id)).toBe('open');
    expect((await statusz()).body['parked']).toBe(1);
    const metrics = await desk.send('GET', '/metrics');
    expect(metrics.text).toMatch(/tamani_parked_messages\{group="desk\.closing"\} 1/);
  });
});
