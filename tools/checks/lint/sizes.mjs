import { isCode, isSpec } from './files.mjs';

/** What fits on a screen and in a head (docs/ARCHITECTURE.md). */
export const LIMITS = { fileLines: 250, specLines: 400, folderFiles: 12, lineLength: 100 };

/**
 * A sentence in quotes, alone or behind its key: broken in two it could not be searched for, and
 * prettier does not break it either.
 */
const SENTENCE = /^\s*(?:[\w'-]+\??:\s*)?(['"`]).*\1[,;)]*$/;

/** A test's title is such a sentence, too: of `test(`, or of a table, `])(`. */
const CALLER = String.raw`(?:(?:describe|test|it)(?:\.\w+)*|\]\)|\))`;
const BODY = String.raw`(?:async )?\(.*\) => \{$`;
const TITLE = new RegExp(String.raw`^\s*${CALLER}\((['"\`]).*\1, ${BODY}`);

/** One file per language holds all its texts, for one translator: data, as long as it is. */
const CATALOGUE = /^libs\/platform\/texts\/src\/[a-z]{2}\.ts$/;

/**
 * Functions and parameters are ESLint's (it knows the syntax); here are files, folders, lines.
 * @param {readonly import('./files.mjs').SourceFile[]} files
 * @returns {string[]} one sentence for each excess
 */
export function sizeProblems(files) {
  const code = files.filter(({ path }) => isCode(path));
  return [...code.flatMap(fileProblems), ...folderProblems(code)];
}

/** @param {import('./files.mjs').SourceFile} file @returns {string[]} */
function fileProblems({ path, text }) {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const limit = isSpec(path) ? LIMITS.specLines : LIMITS.fileLines;
  const problems = lines.flatMap((line, index) => {
    const length = [...line].length;
    if (length <= LIMITS.lineLength || SENTENCE.test(line) || TITLE.test(line)) return [];
    return [`${path}:${index + 1} line of ${length} characters, at most ${LIMITS.lineLength}`];
  });
  if (lines.length > limit && !CATALOGUE.test(path)) {
    problems.push(`${path} ${lines.length} lines, at most ${limit}`);
  }
  return problems;
}

/** @param {readonly import('./files.mjs').SourceFile[]} code @returns {string[]} */
function folderProblems(code) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { path } of code) {
    // The folder's index, which only re-exports.
    if (path.endsWith('/index.ts')) continue;
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > LIMITS.folderFiles)
    .map(([folder, count]) => `${folder} holds ${count} files, at most ${LIMITS.folderFiles}`);
}
