import { describe, expect, test } from '@jest/globals';
import { run } from './program.js';
import { EXIT } from './shell/exit-codes.js';
import { languageOf } from './shell/language.js';

/** A command line with its outputs. */
async function tamani(line: string, env: Readonly<Record<string, string>> = {}) {
  const argv = line.split(' ').filter(Boolean);
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    interactive: false,
  };
  const exitCode = await run({ argv, env, terminal, language: languageOf(argv, env) });
  return { exitCode, out, err };
}

describe('command line', () => {
  test('help is in the language of the user, French first, and names the exit codes', async () => {
    expect((await tamani('--help')).out).toMatch(/Commandes :[\s\S]*import[\s\S]*Codes de sortie/);
    const english = await tamani('--help', { LANG: 'en_GB.UTF-8' });
    expect(english.out).toMatch(/Commands:[\s\S]*Exit codes/);
    expect(english.exitCode).toBe(EXIT.ok);
  });

  test.each(['seed', 'import contributions', 'export', 'doctor', 'rebuild', 'backup', 'restore'])(
    '%s --help has examples',
    async (command) => {
      const { out, exitCode } = await tamani(`${command} --help --lang en`);
      expect(out).toMatch(new RegExp(`Examples?:[\\s\\S]*tamani ${command}`));
      expect(out).toContain('--json');
      expect(exitCode).toBe(EXIT.ok);
    },
  );

  test.each([
    ['', 'Utilisation'],
    ['frobnicate', 'frobnicate'],
    ['import contributions', 'file'],
    ['import contributions a.csv --frob', '--frob'],
    ['import contributions not-there.csv', 'not-there.csv'],
    ['parked drop 1', '--by'],
    ['seed --day yesterday', '--day'],
    ['doctor --lang de', '--lang'],
  ])('"%s" is refused as usage', async (line, named) => {
    const { exitCode, err } = await tamani(line);
    expect([exitCode, err]).toEqual([EXIT.usage, expect.stringContaining(named)]);
  });

  test.each([
    [['--lang', 'en'], {}, 'en'],
    [['--lang=fr'], { LANG: 'en_US' }, 'fr'],
    [[], { TAMANI_LANG: 'en' }, 'en'],
    [[], { LANG: 'C.UTF-8' }, 'fr'],
    [[], {}, 'fr'],
  ])('%j in %j speaks %s', (argv, env, language) => {
    expect(languageOf(argv, env)).toBe(language);
  });
});
