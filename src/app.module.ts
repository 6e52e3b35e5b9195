import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import type { Merchant } from './domain/merchant.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { ExceptionsModule } from './exceptions/exceptions.module.js';
import { InboxModule } from './inbox/inbox.module.js';
import { DinteroModule } from './integrations/dintero/dintero.module.js';
import { GenericErpModule } from './integrations/erp-generic/generic-erp.module.js';
import { ImapModule } from './integrations/imap/imap.module.js';
import { SmtpModule } from './integrations/smtp/smtp.module.js';
import { InvoicingModule } from './invoicing/invoicing.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { MerchantsModule } from './merchants/merchants.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { AccessModule } from './platform/access/access.module.js';
import type { Environment } from './platform/config/environment.js';
import { EnvironmentModule } from './platform/config/environment.module.js';
import { CryptoModule } from './platform/crypto/crypto.module.js';
import type { Vault } from './platform/crypto/vault.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HealthController } from './platform/http/health.controller.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { RunsModule } from './runs/runs.module.js';

/** Everything the application is given from outside, read and checked before it starts. */
export interface AppInput {
  readonly environment: Environment;
  readonly merchants: readonly Merchant[];
  readonly databaseUrl: string;
  readonly vault: Vault;
}

/** The composition root: the only file that lists features and integrations. */
@Module({})
export class AppModule {
  static for({ environment, merchants, databaseUrl, vault }: AppInput): DynamicModule {
    return {
      module: AppModule,
      imports: [
        EnvironmentModule.with(environment),
        DatabaseModule.forUrl(databaseUrl, environment.databaseConnections),
        CryptoModule.with(vault),
        AccessModule,
        JobsModule.for({ databaseUrl, works: environment.has('worker') }),
        TerminusModule,
        MerchantsModule.with(merchants),
        ExceptionsModule,
        InboxModule,
        LedgerModule,
        OrdersModule,
        InvoicingModule,
        DeliveryModule,
        ReconciliationModule,
        RunsModule,
        MonitoringModule,
        DinteroModule,
        GenericErpModule,
        SmtpModule,
        ImapModule,
      ],
      controllers: [HealthController],
    };
  }
}
