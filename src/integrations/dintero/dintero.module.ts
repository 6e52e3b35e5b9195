import { Global, Module } from '@nestjs/common';
import { InvoiceDocuments } from '../../delivery/invoice-documents.port.js';
import { InboxModule } from '../../inbox/inbox.module.js';
import { InvoiceGateway } from '../../invoicing/invoice-gateway.port.js';
import { SessionGateway } from '../../invoicing/session-gateway.port.js';
import { SettlementSource } from '../../reconciliation/settlement-source.port.js';
import { ProviderWebhook } from '../../runs/provider-webhook.port.js';
import { DinteroApi } from './dintero-api.js';
import { DinteroClient } from './dintero.client.js';
import { DinteroDocuments } from './dintero-documents.js';
import { DinteroLogin } from './dintero-login.js';
import { DinteroInvoiceGateway } from './dintero-invoice-gateway.js';
import { DinteroSessionGateway } from './dintero-session-gateway.js';
import { DinteroSettlements } from './dintero-settlements.js';
import { DinteroTokens } from './dintero-tokens.js';
import { DinteroWebhook } from './dintero.webhook.js';
import { HandleDinteroMessages } from './handle-messages.js';
import { HookRecords } from './hook-records.js';
import { KeepHook } from './keep-hook.js';
import { ReturnPage } from './return-page.js';

/** Dintero with Kravia behind it: issues, collects, pays out. */
@Global()
@Module({
  imports: [InboxModule],
  controllers: [DinteroWebhook, ReturnPage],
  providers: [
    DinteroApi,
    DinteroClient,
    DinteroTokens,
    DinteroLogin,
    HandleDinteroMessages,
    HookRecords,
    { provide: InvoiceGateway, useClass: DinteroInvoiceGateway },
    { provide: SessionGateway, useClass: DinteroSessionGateway },
    { provide: InvoiceDocuments, useClass: DinteroDocuments },
    { provide: SettlementSource, useClass: DinteroSettlements },
    { provide: ProviderWebhook, useClass: KeepHook },
  ],
  exports: [InvoiceGateway, SessionGateway, InvoiceDocuments, SettlementSource, ProviderWebhook],
})
export class DinteroModule {}
