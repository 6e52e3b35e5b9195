import { Global, Module } from '@nestjs/common';
import { InvoiceDocuments } from '../../delivery/invoice-documents.port.js';
import { InboxModule } from '../../inbox/inbox.module.js';
import { InvoiceGateway } from '../../invoicing/invoice-gateway.port.js';
import { SettlementSource } from '../../reconciliation/settlement-source.port.js';
import { DinteroApi } from './dintero-api.js';
import { DinteroClient } from './dintero.client.js';
import { DinteroDocuments } from './dintero-documents.js';
import { DinteroInvoiceGateway } from './dintero-invoice-gateway.js';
import { DinteroSettlements } from './dintero-settlements.js';
import { DinteroTokens } from './dintero-tokens.js';
import { DinteroWebhook } from './dintero.webhook.js';
import { HandleDinteroMessages } from './handle-messages.js';

/** Dintero with Kravia behind it: issues, collects, pays out. */
@Global()
@Module({
  imports: [InboxModule],
  controllers: [DinteroWebhook],
  providers: [
    DinteroApi,
    DinteroClient,
    DinteroTokens,
    HandleDinteroMessages,
    { provide: InvoiceGateway, useClass: DinteroInvoiceGateway },
    { provide: InvoiceDocuments, useClass: DinteroDocuments },
    { provide: SettlementSource, useClass: DinteroSettlements },
  ],
  exports: [InvoiceGateway, InvoiceDocuments, SettlementSource],
})
export class DinteroModule {}
