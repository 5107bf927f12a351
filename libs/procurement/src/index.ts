import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { InvoicesController } from './api/invoices.controller.js';
import { PaymentsController } from './api/payments.controller.js';
import { PoliciesController } from './api/policies.controller.js';
import { PurchaseOrdersController } from './api/purchase-orders.controller.js';
import { ReceiptsController } from './api/receipts.controller.js';
import { RequisitionsController } from './api/requisitions.controller.js';
import { VendorsController } from './api/vendors.controller.js';
import { procurementContext } from './procurement.context.js';

export { procurementContext } from './procurement.context.js';

/** The context as a Nest module. */
@Module({
  imports: [
    ContextModule.register(procurementContext, [
      VendorsController,
      RequisitionsController,
      PurchaseOrdersController,
      ReceiptsController,
      InvoicesController,
      PaymentsController,
      PoliciesController,
    ]),
  ],
})
export class ProcurementModule {}
