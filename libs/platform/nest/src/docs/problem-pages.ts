import { allErrors, errorText } from '@tamani/kernel';
import { texts, type Language } from '@tamani/texts';

/** Every code with its title, in the reader's language. */
export function problemIndex(language: Language): string {
  const rows = [...allErrors()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status }]) => {
      const link = `<a href="/docs/problems/${code}"><code>${code}</code></a>`;
      const title = escaped(errorText(code, language)?.title ?? '');
      return `<tr><td>${link}</td><td>${status}</td><td>${title}</td></tr>`;
    });
  const words = texts.of(language).docs;
  const names = [words.problem_code, words.problem_status, words.problem_meaning];
  const head = `<tr>${names.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr>`;
  return page(language, words.problems_title, `<table>${head}${rows.join('\n')}</table>`);
}

/**
 * What a code means and what to do: in the reader's language, then in the others. Undefined when
 * there is no such code.
 */
export function problemPage(code: string, language: Language): string | undefined {
  const spec = allErrors().get(code);
  const title = errorText(code, language)?.title;
  if (!spec || title === undefined) return undefined;
  const words = texts.of(language).docs;
  const facts = `<p><code>${code}</code> · ${escaped(words.problem_status)} ${spec.status}</p>`;
  const others = texts.languages.filter((each) => each !== language);
  const sections = [language, ...others].map((each) => section(code, each)).join('<hr>');
  const back = `<p><a href="/docs/problems">${escaped(words.problems_all)}</a></p>`;
  return page(language, title, facts + sections + back);
}

function section(code: string, language: Language): string {
  const { title = '', detail = '' } = errorText(code, language) ?? {};
  return `<section lang="${language}"><h2>${escaped(title)}</h2>
<p>${escaped(texts.bare(detail))}</p></section>`;
}

const page = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escaped(title)} · Tamani</title></head>
<body style="font-family: sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem">
<h1>${escaped(title)}</h1>
${body}
</body>
</html>
`;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);
