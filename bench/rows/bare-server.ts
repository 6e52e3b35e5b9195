import { createServer } from 'node:http';
import pg from 'pg';

// The ceiling of intake: read the body, one INSERT, its COMMIT, an answer. Nothing is checked and nothing is learnt.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
await pool.query(
  'create table if not exists bare_message (id bigint generated always as identity primary key, body bytea not null)',
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    pool.query('insert into bare_message (body) values ($1)', [Buffer.concat(chunks)]).then(
      () => response.writeHead(202, { 'content-type': 'application/json' }).end('{}'),
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  void pool.end().then(() => process.exit(0));
});
