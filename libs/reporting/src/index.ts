import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { ledgerLinesList } from './api/ledger-lines.list.js';
import { ledger } from './api/ledger.js';
import { spendList } from './api/spend.list.js';
import { reportingContext } from './reporting.context.js';

export { reportingContext } from './reporting.context.js';

/** A new report needs a file and a line here. */
const lists = [spendList(ledger), ledgerLinesList(ledger)];

/** The context as a Nest module. */
@Module({ imports: [ContextModule.register(reportingContext, { lists })] })
export class ReportingModule {}
