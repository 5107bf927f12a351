import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedSecret } from './shared-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamani-secret-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const secret = (text: string) => sharedSecret(join(folder, 'secret'), () => Promise.resolve(text));

test('the first has made it for all; its owner alone may read it', async () => {
  expect(await secret('one')).toBe('one');
  expect(await secret('two')).toBe('one');
  expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['secret']);
});

test('a file that a power cut left empty is made again', async () => {
  await writeFile(join(folder, 'secret'), '');
  expect(await secret('two')).toBe('two');
  expect(await secret('three')).toBe('two');
});
