import { expect, test } from '@jest/globals';
import { invariant } from '@tamani/kernel';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** One mistake, planted by replacing `right` with `wrong` in a source that compiles. */
export interface PlantedMistake {
  /** Part of the source, there exactly once. */
  readonly right: string;
  readonly wrong: string;
  /** The compiler's number, 2345 for `TS2345`. */
  readonly code: number;
  /** Part of the line that the compiler points to; by default the first line of `wrong`. */
  readonly at?: string;
}

export interface PlantedSource {
  /** Path of the planted file. It may be there already: then `source` stands in its place. */
  readonly file: string;
  readonly source: string;
  readonly mistakes: Readonly<Record<string, PlantedMistake>>;
}

export interface TypeProblem {
  readonly code: number;
  /** The line of the source that it is in, trimmed. */
  readonly line: string;
  readonly text: string;
}

/**
 * Declares one test per mistake: with it the source has this problem on this line and no other.
 * The control comes first: without a mistake the source compiles.
 */
export function mustNotCompile({ file, source, mistakes }: PlantedSource): void {
  const problemsOf = typeChecker(file);
  test(
    'without a mistake it compiles',
    () => {
      expect(problemsOf(source)).toEqual([]);
    },
    FIRST_CHECK_MS,
  );
  const named = Object.entries(mistakes);
  test.each(named)('does not compile: %s', (_, { right, wrong, code, at = wrong }) => {
    invariant(source.split(right).length === 2, `not exactly once in the source: ${right}`);
    const line: unknown = expect.stringContaining((at.split('\n')[0] ?? '').trim());
    const found = problemsOf(source.replace(right, () => wrong));
    expect(found).toEqual([{ code, line, text: expect.any(String) }]);
  });
}

/** The first check reads the compiler's library and all that the source imports. */
const FIRST_CHECK_MS = 120_000;

/**
 * Checks a source as if it stood in `file`, against the sources of the packages that it imports
 * and with the options of `tsconfig.spec.json`; nothing is written.
 */
export function typeChecker(file: string): (source: string) => readonly TypeProblem[] {
  let service: ts.LanguageService | undefined;
  let text = '';
  let version = 0;
  return (source) => {
    text = source;
    version += 1;
    service ??= serviceOf(file, () => ({ text, version: String(version) }));
    const found = [
      ...service.getSyntacticDiagnostics(file),
      ...service.getSemanticDiagnostics(file),
    ];
    return found.map((one) => problemOf(one, source));
  };
}

function problemOf({ code, start = 0, messageText }: ts.Diagnostic, source: string): TypeProblem {
  const before = source.slice(0, start).split('\n').length - 1;
  const line = (source.split('\n')[before] ?? '').trim();
  return { code, line, text: ts.flattenDiagnosticMessageText(messageText, '\n') };
}

function serviceOf(
  file: string,
  planted: () => { readonly text: string; readonly version: string },
): ts.LanguageService {
  const root = rootOf(dirname(file));
  const options = optionsOf(root);
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (of) => ts.getDefaultLibFilePath(of),
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? planted().version : '1'),
    getScriptSnapshot(name) {
      const text = name === file ? planted().text : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => (name === file ? planted().text : ts.sys.readFile(name)),
    directoryExists: (name) => ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
    realpath: (name) => ts.sys.realpath?.(name) ?? name,
  };
  return ts.createLanguageService(host);
}

const CONFIG = 'tsconfig.spec.json';

function rootOf(directory: string): string {
  if (existsSync(join(directory, CONFIG))) return directory;
  invariant(dirname(directory) !== directory, `no ${CONFIG} above the planted file`);
  return rootOf(dirname(directory));
}

function optionsOf(root: string): ts.CompilerOptions {
  const { config, error } = ts.readConfigFile(join(root, CONFIG), ts.sys.readFile);
  invariant(!error, `${CONFIG} cannot be read`);
  const only = { ...(config as object), include: [], files: [] };
  const { options } = ts.parseJsonConfigFileContent(only, ts.sys, root);
  return { ...options, noUnusedLocals: false, noUnusedParameters: false };
}
