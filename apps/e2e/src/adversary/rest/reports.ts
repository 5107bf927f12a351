import type { Finding } from '../books/evidence.js';
import type { RestApi } from './rest-api.js';

const DIMENSIONS = ['', 'vendor', 'budgetLine', 'fund,month', 'spendClass', 'donor'] as const;

interface Report {
  readonly asOf: string;
  readonly knownAt: string;
  readonly totals: readonly object[];
  readonly data: readonly object[];
}

const figuresOf = (rows: readonly object[]): string =>
  JSON.stringify(rows.map((row) => ({ ...row, ledgerLines: undefined })));

export const reportRules = ['reports.repeat', 'reports.totals-agree'] as const;

/** Reports that were taken while others wrote, and are asked for again. */
export class Reports {
  private readonly taken: { readonly groupBy: string; readonly report: Report }[] = [];
  private turn = 0;

  constructor(private readonly api: RestApi) {}

  async take(): Promise<void> {
    const groupBy = DIMENSIONS[(this.turn += 1) % DIMENSIONS.length] ?? '';
    const report = await this.ask(groupBy);
    if (report) this.taken.push({ groupBy, report });
  }

  /** What differs when they are asked for with the dates that they stated. */
  async find(): Promise<readonly Finding[]> {
    const found: Finding[] = [];
    for (const { groupBy, report } of this.taken) {
      const { asOf, knownAt } = report;
      const again = await this.ask(groupBy, { asOf, knownAt });
      if (again && figuresOf(again.data) === figuresOf(report.data)) continue;
      const text = `by ${groupBy || 'nothing'}, asOf ${asOf}, knownAt ${knownAt}`;
      found.push({ rule: 'reports.repeat', text });
    }
    return [...found, ...(await this.totals())];
  }

  /** However it is grouped, it is the same money. */
  private async totals(): Promise<readonly Finding[]> {
    const reports = await Promise.all(DIMENSIONS.map((groupBy) => this.ask(groupBy)));
    const totals = reports.map((report) => figuresOf(report?.totals ?? []));
    return DIMENSIONS.filter((_, at) => totals[at] !== totals[0]).map((groupBy) => ({
      rule: 'reports.totals-agree',
      text: `by ${groupBy}`,
    }));
  }

  private async ask(groupBy: string, dates: Record<string, string> = {}) {
    const query = new URLSearchParams({ groupBy, ...dates });
    const { status, body } = await this.api.read(`spend?${query}`);
    return status === 200 ? (body as Report) : undefined;
  }
}
