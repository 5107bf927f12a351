import { allErrors, type ErrorSpec, type Language } from '@tamani/kernel';

const WORDS = {
  fr: { all: 'Tous les codes', code: 'Code', status: 'Statut HTTP', title: 'Refus de l’API' },
  en: { all: 'All codes', code: 'Code', status: 'HTTP status', title: 'Refusals of the API' },
} as const;

/** Every code with its title, in the reader's language. */
export function problemIndex(language: Language): string {
  const rows = [...allErrors()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, title }]) => {
      const link = `<a href="/docs/problems/${code}"><code>${code}</code></a>`;
      return `<tr><td>${link}</td><td>${status}</td><td>${escaped(title[language])}</td></tr>`;
    });
  const { title, code, status } = WORDS[language];
  const head = `<tr><th>${code}</th><th>${status}</th><th></th></tr>`;
  return page(language, title, `<table>${head}${rows.join('\n')}</table>`);
}

/** What a code means and what to do, in both languages; undefined when there is no such code. */
export function problemPage(code: string, language: Language): string | undefined {
  const spec = allErrors().get(code);
  if (!spec) return undefined;
  const other = language === 'fr' ? 'en' : 'fr';
  const { status: statusWord, all } = WORDS[language];
  const facts = `<p><code>${code}</code> · ${statusWord} ${spec.status}</p>`;
  const body = `${facts}${told(spec, language)}<hr>${told(spec, other)}`;
  return page(language, spec.title[language], `${body}<p><a href="/docs/problems">${all}</a></p>`);
}

const told = ({ title, detail }: ErrorSpec, language: Language): string =>
  `<section lang="${language}"><h2>${escaped(title[language])}</h2>
<p>${escaped(detail[language])}</p></section>`;

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
