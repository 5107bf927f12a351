import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from './build.mjs';
import { nodeProblem } from './node-version.mjs';

describe('version of Node', () => {
  test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('%s runs Tamani', (version) => {
    expect(nodeProblem(version)).toBeUndefined();
  });

  test.each(['18.20.4', '20.18.3', '20.9.0'])('%s is refused in both languages', (version) => {
    expect(nodeProblem(version)).toMatch(/demande Node 20\.19[\s\S]*needs Node 20\.19/);
    expect(nodeProblem(version)).toContain(version);
  });
});

describe('the inputs of the build', () => {
  let root = '';
  const source = 'libs/platform/kernel/src/money.ts';
  const write = async (path: string, text: string) => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
    await utimes(join(root, path), 1, 1);
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tamani-build-'));
    for (const file of ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json']) {
      await write(file, '{}');
    }
    await write(source, 'export const a = 1;');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test('nothing touched: the same', async () => {
    const before = await fingerprint(root);
    await write('libs/platform/kernel/dist/money.js', 'output');
    expect(await fingerprint(root)).toBe(before);
  });

  test.each([
    ['a source changes', () => write(source, 'export const a = 12;')],
    ['a source is touched', () => utimes(join(root, source), 2, 2)],
    ['a source goes', () => rm(join(root, source))],
    ['a source comes', () => write('apps/cli/src/main.ts', '')],
    ['a dependency changes', () => write('package-lock.json', '{ }')],
  ])('%s: another', async (_, change) => {
    const before = await fingerprint(root);
    await change();
    expect(await fingerprint(root)).not.toBe(before);
  });
});
