import { html, type Markup } from './html.js';
import { type AttachmentJson, attachmentJson, headersOf } from './message-json.js';
import type { StoredMessage } from './message-store.js';
import { STYLE } from './style.js';

/** The list, newest first. */
export function listPage(messages: readonly StoredMessage[], smtpPort: number): string {
  const heading = messages.length === 1 ? '1 message' : `${messages.length} messages`;
  const body =
    messages.length === 0
      ? html`<p>Nothing has arrived yet. Send mail by SMTP to port ${smtpPort}.</p>`
      : html`<div class="card">
          <ul class="rows">
            ${messages.map(row)}
          </ul>
        </div>`;
  return page(
    'Mailbox',
    html`<h1>${heading}</h1>
      ${body}`,
  );
}

export function messagePage(message: StoredMessage): string {
  const { mail } = message;
  const subject = mail.subject ?? '(no subject)';
  return page(
    subject,
    html`<p><a href="/">All messages</a></p>
      <h1>${subject}</h1>
      ${facts(message)} ${attachments(message)} ${content(message)}
      <h2>Source</h2>
      <details>
        <summary>All headers</summary>
        <pre class="card">
${Object.entries(headersOf(message))
            .map(([name, value]) => `${name}: ${value}`)
            .join('\n')}</pre>
      </details>
      <p>
        <a href="/api/messages/${message.id}/raw" download="message-${message.id}.eml">Download the raw message</a>
      </p>`,
  );
}

function row({ id, receivedAt, envelope, mail }: StoredMessage): Markup {
  const files = mail.attachments.length === 0 ? '' : `, ${mail.attachments.length} attached`;
  return html`<li>
    <a href="/messages/${id}">
      <strong>${mail.subject ?? '(no subject)'}</strong><span class="dim">${when(receivedAt)}</span>
      <span class="dim">to ${envelope.to.join(', ')}${files}</span>
    </a>
  </li>`;
}

function facts({ receivedAt, envelope, mail }: StoredMessage): Markup {
  const known: [string, string][] = [
    ['From', mail.from?.text ?? ''],
    ['Delivered to', envelope.to.join(', ')],
    ['Envelope sender', envelope.from === '' ? '(none)' : envelope.from],
    ['Received', when(receivedAt)],
    ['Message-ID', mail.messageId ?? '(none)'],
  ];
  return html`<dl class="card">
    ${known.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

function attachments({ id, mail }: StoredMessage): Markup {
  if (mail.attachments.length === 0) return html``;
  const rows = mail.attachments.map((attachment, index) => attachmentRow(id, index, attachmentJson(attachment)));
  return html`<h2>Attachments</h2>
    <div class="card">
      <ul class="rows">
        ${rows}
      </ul>
    </div>`;
}

function attachmentRow(id: string, index: number, { filename, contentType, size, sha256 }: AttachmentJson): Markup {
  return html`<li>
    <a href="/api/messages/${id}/attachments/${index}">
      <strong>${filename}</strong><span class="dim">${contentType}, ${Math.ceil(size / 1024)} kB</span>
      <span class="dim">SHA-256 ${sha256}</span>
    </a>
  </li>`;
}

/** The sender's HTML is shown in a frame that may run nothing, submit nothing and reach nothing around it. */
function content({ mail }: StoredMessage): Markup {
  const shown =
    mail.html === false
      ? html``
      : html`<h2>Message</h2>
          <div class="card">
            <iframe sandbox="" title="HTML version of the message" srcdoc="${mail.html}"></iframe>
          </div>`;
  const text =
    mail.text === undefined
      ? html``
      : html`<h2>Text</h2>
          <pre class="card">${mail.text}</pre>`;
  return html`${shown}${text}`;
}

function when(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

function page(title: string, body: Markup): string {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · sandbox mailbox</title>
        ${STYLE}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
  return document.text;
}
