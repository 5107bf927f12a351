/**
 * The health check of a container, by node itself: the image has no curl. Ends with 0 when the
 * program in the container is ready, else with 1 and a line that says what it heard.
 */
const port = process.env.TAMANI_PORT ?? '3000';
const url = `http://127.0.0.1:${port}/readyz`;
const TIMEOUT_MS = 8_000;

try {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await answer.text();
  process.stdout.write(`${answer.status} ${text.slice(0, 400)}\n`);
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`${url} does not answer: ${error}\n`);
  process.exitCode = 1;
}
