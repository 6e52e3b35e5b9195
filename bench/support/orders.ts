/** A canonical order of two lines, delivered by Kravia. */
export function benchOrder(orderId: string): Record<string, unknown> {
  return {
    orderId,
    orderDate: '2026-11-20',
    currency: 'NOK',
    totalAmount: 161250,
    vatAmount: 32250,
    debtor: {
      debtorId: `C-${orderId.length}`,
      type: 'company',
      name: 'Fjordtest AS',
      organizationNumber: '923609016',
      firstName: 'Per',
      lastName: 'Prøve',
      email: 'ap@fjordtest.example',
      phone: '+4790000001',
      address: { line1: 'Prøveveien 1', postalCode: '0150', city: 'Oslo', country: 'NO' },
    },
    lines: [
      {
        lineId: '1',
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
        description: 'Licence',
        quantity: '1',
        amount: 36250,
        vatRate: '25',
        vatAmount: 7250,
        vatCode: '3',
        type: 'digital',
      },
    ],
    invoice: { product: 'b2b', channel: 'kravia', daysUntilDue: 30 },
  };
}
