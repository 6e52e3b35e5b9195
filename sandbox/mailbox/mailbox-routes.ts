import type { Express } from 'express';
import { type Answer, bytes, json } from '../http/answer.js';
import { HttpError } from '../http/http-error.js';
import type { Incoming } from '../http/incoming.js';
import { plainRoute } from '../http/plain-route.js';
import { messageJson, summaryJson } from './message-json.js';
import type { MessageStore, StoredMessage } from './message-store.js';
import { listPage, messagePage } from './pages.js';

/** Nothing from elsewhere is loaded, not even by a message's HTML. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'";

export function mailboxRoutes(app: Express, store: MessageStore, smtpPort: number): void {
  app.get(
    '/',
    plainRoute(() => htmlAnswer(listPage(store.list(null), smtpPort))),
  );
  app.get(
    '/messages/:id',
    plainRoute((incoming) => htmlAnswer(messagePage(messageOf(store, incoming)))),
  );
  app.get(
    '/api/messages',
    plainRoute(({ query }) => json({ messages: store.list(query.get('to')).map(summaryJson) })),
  );
  app.get(
    '/api/messages/:id',
    plainRoute((incoming) => json(messageJson(messageOf(store, incoming)))),
  );
  app.get(
    '/api/messages/:id/attachments/:n',
    plainRoute((incoming) => attachment(messageOf(store, incoming), incoming)),
  );
  app.get(
    '/api/messages/:id/raw',
    plainRoute((incoming) => bytes(messageOf(store, incoming).raw, 'text/plain; charset=utf-8', SAFE)),
  );
  for (const path of ['/api/messages', '/_sandbox']) {
    app.delete(
      path,
      plainRoute(() => {
        store.clear();
        return { status: 204 };
      }),
    );
  }
}

const SAFE = { 'x-content-type-options': 'nosniff' };

function messageOf(store: MessageStore, { param }: Incoming): StoredMessage {
  const message = store.get(param('id'));
  if (message === null) throw new HttpError(404, `There is no message ${param('id')}.`);
  return message;
}

/** A PDF opens in the browser; anything else is only downloaded, so that no sender's script runs on this page. */
function attachment({ mail }: StoredMessage, { param }: Incoming): Answer {
  const found = mail.attachments[Number(param('n'))];
  if (found === undefined) throw new HttpError(404, `There is no attachment ${param('n')} (the first is 0).`);
  const place = found.contentType === 'application/pdf' ? 'inline' : 'attachment';
  const name = encodeURIComponent(found.filename ?? 'unnamed');
  const disposition = `${place}; filename*=UTF-8''${name}`;
  return bytes(found.content, found.contentType, { ...SAFE, 'content-disposition': disposition });
}

function htmlAnswer(page: string): Answer {
  const headers = { ...SAFE, 'content-security-policy': PAGE_POLICY };
  return bytes(Buffer.from(page), 'text/html; charset=utf-8', headers);
}
