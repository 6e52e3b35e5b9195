import { Global, Module } from '@nestjs/common';
import { ErpInvoiceFacts } from '../../invoicing/erp-invoice-facts.port.js';
import { ErpJournal } from '../../ledger/erp-journal.port.js';
import { ErpOrders } from '../../orders/erp-orders.port.js';
import { GenericErpClient } from './generic-erp.client.js';
import { GenericErpInvoiceFacts } from './generic-erp-invoice-facts.js';
import { GenericErpJournal } from './generic-erp-journal.js';
import { GenericErpOrders } from './generic-erp-orders.js';

/** Any ERP that speaks the generic port (docs/erp-port.md). */
@Global()
@Module({
  providers: [
    GenericErpClient,
    { provide: ErpOrders, useClass: GenericErpOrders },
    { provide: ErpJournal, useClass: GenericErpJournal },
    { provide: ErpInvoiceFacts, useClass: GenericErpInvoiceFacts },
  ],
  exports: [ErpOrders, ErpJournal, ErpInvoiceFacts],
})
export class GenericErpModule {}
