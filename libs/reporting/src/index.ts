import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { AttentionMetrics } from './api/attention-metrics.js';
import { attentionList } from './api/attention.list.js';
import { ledgerLinesList } from './api/ledger-lines.list.js';
import { attention } from './api/attention.js';
import { ledger } from './api/ledger.js';
import { spendList } from './api/spend.list.js';
import { reportingContext } from './reporting.context.js';

export { attention } from './api/attention.js';
export { attentionCounts } from './read-models/attention/waiting.js';
export { reportingContext } from './reporting.context.js';

/** A new report needs a file and a line here. */
const lists = [spendList(ledger), ledgerLinesList(ledger), attentionList(attention)];

/** The context as a Nest module. */
@Module({
  imports: [ContextModule.register(reportingContext, { lists })],
  providers: [AttentionMetrics],
})
export class ReportingModule {}
