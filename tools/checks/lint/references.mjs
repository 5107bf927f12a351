import { isCode } from './files.mjs';

/** @typedef {import('./files.mjs').SourceFile} SourceFile */
/** @typedef {{ at: string, target: string, heading?: string | undefined }} Reference */

/** These plant references that lead nowhere. */
const PLANTED =
  /^tools\/checks\/(references|house-rules)\.spec\.ts$|^tools\/checks\/lint\/references\.mjs$/;

/** `docs/domain.md, "Money"` or `ARCHITECTURE.md`: a document, and a heading of it. */
const DOCUMENT = /(?<![\w/.-])([\w./-]*\w\.md)(?:, "([^"]+)")?/g;
/** A path from the root; what stands behind `new` is still to be made. */
const PATH = /(?<![\w/.:@-]|new `)(?:apps|libs|tools|docs|k8s)\/[\w./-]*\w(?![\w/]*[<*[{(|\\])/g;
const LINK = /\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g;
const ADR = /\bADR (\d{4})\b/g;

/**
 * References of comments and documents to documents, headings, decisions and paths that are not
 * in the repository.
 * @param {readonly SourceFile[]} files
 * @returns {string[]} one sentence for each
 */
export function referenceProblems(files) {
  const known = knownOf(files);
  return files
    .filter(({ path }) => (isCode(path) || path.endsWith('.md')) && !PLANTED.test(path))
    .flatMap((file) => {
      const references = file.path.endsWith('.md') ? ofDocument(file) : ofCode(file);
      return references.flatMap((reference) => problemOf(reference, known));
    });
}

/** @param {Reference} reference @param {ReturnType<typeof knownOf>} known @returns {string[]} */
function problemOf({ at, target, heading }, { paths, headings }) {
  if (!paths.has(target)) return [`${at} ${target}: there is no such document or path`];
  if (heading === undefined) return [];
  const found = headings.get(target) ?? new Set();
  return found.has(heading) || found.has(anchorOf(heading))
    ? []
    : [`${at} ${target}: it has no heading "${heading}"`];
}

/** @param {readonly SourceFile[]} files */
function knownOf(files) {
  /** @type {Set<string>} */
  const paths = new Set(['LICENSE']);
  /** @type {Map<string, Set<string>>} */
  const headings = new Map();
  for (const { path, text } of files) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
      paths.add(path.slice(0, end));
    const number = /^docs\/adr\/(\d{4})-/.exec(path)?.[1];
    if (number !== undefined) paths.add(`ADR ${number}`);
    if (!path.endsWith('.md')) continue;
    const titles = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.trim());
    headings.set(path, new Set(titles.flatMap((title) => [title, anchorOf(title)])));
  }
  return { paths, headings };
}

/** As a heading's address on the forges: `#add-an-event`. @param {string} title */
const anchorOf = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replace(/ /g, '-');

/** @param {SourceFile} file @returns {Reference[]} */
function ofCode({ path, text }) {
  return text.split('\n').flatMap((line, index) => {
    const comment = /(?:^|\s)(?:\/\/|\/?\*+)(.*)$/.exec(line)?.[1] ?? '';
    return inText(`${path}:${index + 1}`, comment);
  });
}

/** @param {SourceFile} file @returns {Reference[]} */
function ofDocument({ path, text }) {
  const bare = text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ''));
  return bare.split('\n').flatMap((line, index) => {
    const at = `${path}:${index + 1}`;
    const links = [...line.matchAll(LINK)].map(([, target = '', heading]) => {
      const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
      return { at, target: target === '' ? path : joined(folder, target), heading };
    });
    return [...links, ...inText(at, line.replace(/\[[^\]]*\]\([^)]*\)/g, ' '))];
  });
}

/** @param {string} at @param {string} text @returns {Reference[]} */
function inText(at, text) {
  const documents = [...text.matchAll(DOCUMENT)].map(([, target = '', heading]) => ({
    ...{ at, target, heading },
  }));
  const paths = [...text.replace(DOCUMENT, ' ').matchAll(PATH)].map(([target]) => ({ at, target }));
  const adrs = [...text.matchAll(ADR)].map(([target]) => ({ at, target }));
  return [...documents, ...paths.filter(({ target }) => !/\/dist(\/|$)/.test(target)), ...adrs];
}

/** `../README.md` seen from `docs`. @param {string} folder @param {string} target */
function joined(folder, target) {
  const parts = folder === '.' ? [] : folder.split('/');
  for (const part of target.replace(/\/$/, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
