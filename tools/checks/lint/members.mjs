import ts from 'typescript';
import { isCode, isSpec } from './files.mjs';

/** Called by a framework, by name. */
const CALLED_FROM_OUTSIDE = new Set([
  'canActivate',
  'onApplicationBootstrap',
  'onModuleDestroy',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
  'unwrap',
  'propagatesEventHandlerErrors',
]);

const isProduction = (/** @type {string} */ path) =>
  isCode(path) && !isSpec(path) && !path.includes('/testing/') && !path.startsWith('apps/e2e/');
const isDeclared = (/** @type {string} */ path) =>
  isProduction(path) && /^(libs|apps)\//.test(path) && path.endsWith('.ts');

/**
 * Methods, properties and options that no production code names but where they are declared:
 * knip knows exports only. Names are compared, so a member that shares its name with another
 * that is used is not found; none is found wrongly.
 * @param {readonly import('./files.mjs').SourceFile[]} files
 * @returns {string[]} one sentence for each member
 */
export function memberProblems(files) {
  const production = files.filter(({ path }) => isProduction(path));
  /** @type {Map<string, number>} */
  const uses = new Map();
  for (const { text } of production) {
    for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) uses.set(word, (uses.get(word) ?? 0) + 1);
  }
  return production
    .filter(({ path }) => isDeclared(path))
    .flatMap(({ path, text }) =>
      membersOf(path, text)
        .filter(({ name }) => uses.get(name) === 1 && !CALLED_FROM_OUTSIDE.has(name))
        .map(({ name, line }) => `${path}:${line} ${name}: nothing reads or calls it: remove it`),
    );
}

/** @param {string} path @param {string} text */
function membersOf(path, text) {
  /** @type {{ name: string, line: number }[]} */
  const members = [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const visit = (/** @type {ts.Node} */ node) => {
    if (hasMembers(node)) {
      for (const member of node.members) {
        // A decorated member is called by its route.
        const isRoute = ts.canHaveDecorators(member) && ts.getDecorators(member) !== undefined;
        if (!member.name || !ts.isIdentifier(member.name) || isRoute) continue;
        const { line } = source.getLineAndCharacterOfPosition(member.name.getStart());
        members.push({ name: member.name.text, line: line + 1 });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return members;
}

/** @typedef {ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeLiteralNode} WithMembers */

/** @param {ts.Node} node @returns {node is WithMembers} */
const hasMembers = (node) =>
  ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node);
