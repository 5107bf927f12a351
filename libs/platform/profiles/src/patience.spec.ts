import { expect, test } from '@jest/globals';
import { StoreMisuse, StoreUnavailable } from '@tamani/ports';
import { Patience } from './patience.js';
import { SettingsError } from './secret-files.js';

const warnings: string[] = [];
const log = {
  info: () => undefined,
  warn: (message: string) => void warnings.push(message),
  error: () => undefined,
};
const events = { name: 'EventStoreDB', settings: 'TAMANI_ESDB_URL' };
const bus = { name: 'Kafka', settings: 'TAMANI_KAFKA_BROKERS' };
const refused = async () => {
  throw new StoreMisuse('the server does not know this user and password');
};

test('what waiting cannot cure ends the start at once and names the setting', async () => {
  const began = performance.now();
  const opening = new Patience(log).open(events, refused);
  await expect(opening).rejects.toBeInstanceOf(SettingsError);
  await expect(opening).rejects.toThrow(/^TAMANI_ESDB_URL: EventStoreDB: .* password/);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('the other servers are not waited for then', async () => {
  const patience = new Patience(log);
  let tries = 0;
  const other = patience.open(bus, async () => {
    tries += 1;
    throw new StoreUnavailable('away');
  });
  await expect(patience.open(events, refused)).rejects.toBeInstanceOf(SettingsError);
  await expect(other).rejects.toBeInstanceOf(StoreUnavailable);
  expect(tries).toBeLessThanOrEqual(2);
});

test('control: a server that is still starting is waited for, as long as it may take', async () => {
  let tries = 0;
  const opened = await new Patience(log).open(bus, async () => {
    tries += 1;
    if (tries < 3) throw new StoreUnavailable('away');
    return 'open';
  });
  expect([opened, tries]).toEqual(['open', 3]);
  expect(warnings).toContain('Kafka does not answer yet');
  const never = async () => {
    throw new StoreUnavailable('away');
  };
  await expect(new Patience(log, 0).open(bus, never)).rejects.toThrow('away');
});
