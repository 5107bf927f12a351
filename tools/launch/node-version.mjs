/** The oldest Node that runs Tamani (package.json, engines). */
const OLDEST = { major: 20, minor: 19 };

/**
 * What to tell a user whose Node is too old, in both languages; undefined when it is recent
 * enough. Only syntax that old versions can read is used here and in the files that import it.
 * @param {string} version `20.20.2`
 * @returns {string | undefined}
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return undefined;
  const needed = OLDEST.major + '.' + OLDEST.minor;
  return [
    'Tamani demande Node ' + needed + ' ou plus récent, celui-ci est ' + version + '.',
    '  Installez une version récente (https://nodejs.org), puis recommencez.',
    'Tamani needs Node ' + needed + ' or later, this one is ' + version + '.',
    '  Install a recent version (https://nodejs.org), then try again.',
  ].join('\n');
}
