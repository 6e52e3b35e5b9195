import { Module } from '@nestjs/common';
import { InboxModule } from '../inbox/inbox.module.js';
import { ContinueOrder } from './continue-order.js';
import { HandOverOrder } from './hand-over-order.js';
import { ImportFiles } from './import-files.js';
import { ImportOrders } from './import-orders.js';
import { IntakeGate } from './intake-gate.js';
import { OrderSubject } from './order-subject.js';
import { OrderViews } from './order-views.js';
import { OrdersController } from './orders.controller.js';
import { PlanOrder } from './plan-order.js';
import { PlanOrders } from './plan-orders.js';
import { PullOrders } from './pull-orders.js';
import { ReceiveOrders } from './receive-orders.js';
import { SalesOrders } from './sales-orders.js';
import { UnfinishedChanges } from './unfinished-changes.js';

/** ERP orders in: webhook, nightly pull and file drop, with one importer behind them. */
@Module({
  imports: [InboxModule],
  controllers: [OrdersController],
  providers: [
    ReceiveOrders,
    ImportOrders,
    PlanOrders,
    PlanOrder,
    ContinueOrder,
    HandOverOrder,
    UnfinishedChanges,
    PullOrders,
    ImportFiles,
    SalesOrders,
    OrderViews,
    IntakeGate,
    OrderSubject,
  ],
  exports: [PullOrders, ImportFiles, SalesOrders, HandOverOrder],
})
export class OrdersModule {}
