/** What may be changed of the sample order; everything else is as in the documentation. */
export interface OrderChanges {
  readonly orderId?: string;
  readonly revision?: number;
  readonly currency?: string;
  readonly totalAmount?: number;
  readonly vatAmount?: number;
  readonly debtor?: Readonly<Record<string, unknown>>;
  readonly address?: Readonly<Record<string, unknown>>;
  readonly lines?: readonly Readonly<Record<string, unknown>>[];
  readonly invoice?: Readonly<Record<string, unknown>> | null;
  readonly [field: string]: unknown;
}

/** The canonical order of the generic port, as an ERP sends it. */
export function orderBody(changes: OrderChanges = {}): Record<string, unknown> {
  const { debtor, address, ...rest } = changes;
  return {
    orderId: 'SO-10017',
    orderNumber: '10017',
    revision: 1,
    status: 'confirmed',
    orderDate: '2026-11-20',
    currency: 'NOK',
    totalAmount: 161250,
    vatAmount: 32250,
    debtor: {
      debtorId: 'C-2041',
      type: 'company',
      name: 'Fjordtest AS',
      organizationNumber: '923609016',
      firstName: 'Per',
      lastName: 'Prøve',
      email: 'ap@fjordtest.example',
      phone: '+4790000001',
      language: 'nb',
      reference: 'PO-5567',
      costCenter: 'CC-12',
      address: { line1: 'Prøveveien 1', line2: null, postalCode: '0150', city: 'Oslo', country: 'NO', ...address },
      ...debtor,
    },
    lines: [
      {
        lineId: '1',
        sku: 'SKU-7',
        description: 'Service hours',
        quantity: '10',
        amount: 125000,
        vatRate: '25',
        vatAmount: 25000,
        vatCode: '3',
        type: 'service',
      },
      {
        lineId: '2',
        sku: 'SKU-9',
        description: 'Licence',
        quantity: '1',
        amount: 36250,
        vatRate: '25',
        vatAmount: 7250,
        vatCode: '3',
        type: 'digital',
      },
    ],
    metadata: { salesperson: 'kn' },
    ...rest,
  };
}
