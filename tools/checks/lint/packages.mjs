const PACKAGE = /^(?:apps|libs|libs\/platform)\/[\w-]+\/package\.json$/;
const TABLE = 'docs/ARCHITECTURE.md';

/**
 * A package says in one sentence what it is for, and the table of the packages says the same.
 * @param {readonly import('./files.mjs').SourceFile[]} files
 * @returns {string[]} one sentence for each package that does not
 */
export function packageProblems(files) {
  const table = files.find(({ path }) => path === TABLE)?.text ?? '';
  return files
    .filter(({ path }) => PACKAGE.test(path))
    .flatMap(({ path, text }) => {
      const folder = path.slice(0, path.lastIndexOf('/'));
      const { description = '' } = JSON.parse(text);
      if (!/^\S.*\.$/.test(description)) return [`${path} has no sentence as its description`];
      const row = table.split('\n').find((line) => line.startsWith(`| \`${folder}\` `));
      return row?.includes(` ${description} `)
        ? []
        : [`${TABLE} has no row for ${folder} with its description`];
    });
}
