/** RFC 9457 problem, as returned by Tamani. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title?: string;
  readonly detail?: string;
  readonly traceId?: string;
  readonly errors?: readonly { pointer: string; code: string; detail?: string }[];
}

/** An answer that is not a success. `message` is fit for a user: detail, fields, trace. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly request: string,
    readonly problem: Problem,
    /** `Retry-After`, in seconds. */
    readonly retryAfter?: number,
  ) {
    super(describe(request, problem));
  }
  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
}

/** No answer from the server after all retries. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Unlike `response.text()` it keeps the byte order mark that a spreadsheet needs. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a successful answer. Throws ApiError for any other. */
export async function acceptedText(request: string, response: Response): Promise<string> {
  const text = utf8.decode(await response.arrayBuffer());
  if (!response.ok) {
    const seconds = Number(response.headers.get('retry-after') ?? undefined);
    const retryAfter = Number.isFinite(seconds) ? seconds : undefined;
    throw new ApiError(request, problemOf(response.status, text), retryAfter);
  }
  return text;
}

function problemOf(status: number, text: string): Problem {
  try {
    return { code: 'unknown', ...(JSON.parse(text) as object), status };
  } catch {
    return { status, code: 'unknown', detail: text.slice(0, 200) };
  }
}

function describe(request: string, problem: Problem): string {
  const fields = (problem.errors ?? []).map((e) => `${e.pointer}: ${e.detail ?? e.code}`);
  const text = [problem.detail ?? problem.title ?? '', ...fields].filter(Boolean).join(' · ');
  return `${request}: ${problem.status} ${problem.code}: ${text}`;
}
