import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { creditNotes } from './api/billing/credit-notes.routes.js';
import { invoices } from './api/invoices.routes.js';
import { payments } from './api/payments.routes.js';
import { policies } from './api/policies.routes.js';
import { purchaseOrders } from './api/purchase-orders.routes.js';
import { receivables } from './api/billing/receivables.routes.js';
import { receipts } from './api/receipts.routes.js';
import { requisitions } from './api/requisitions.routes.js';
import { vendors } from './api/vendors.routes.js';
import { procurementContext } from './procurement.context.js';

export { procurementContext } from './procurement.context.js';

const purchase = [
  requisitions,
  purchaseOrders,
  receipts,
  invoices,
  creditNotes,
  payments,
  receivables,
];
const resources = [vendors, ...purchase, policies];

/** The context as a Nest module. */
@Module({ imports: [ContextModule.register(procurementContext, { resources })] })
export class ProcurementModule {}
