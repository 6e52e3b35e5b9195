import { csvOf } from './csv.js';

describe('a file for a spreadsheet', () => {
  it('quotes what would break a row, and says nothing of what is not there', () => {
    const rows = [
      { id: 'C-1', name: 'Blåbær, "Sønn"', sum: 1250, channel: null, countries: ['NO', 'SE'] },
      { id: 'C-2', name: 'two\nlines', sum: -5 },
    ];

    expect(csvOf(rows, ['id', 'name', 'sum', 'channel', 'countries'])).toBe(
      'id,name,sum,channel,countries\r\nC-1,"Blåbær, ""Sønn""",1250,,NO SE\r\nC-2,"two\nlines",-5,,\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('never lets %j run as a formula', (debtorId) => {
    expect(csvOf([{ debtorId }], ['debtorId'])).toContain(`'${debtorId}`);
  });
});
