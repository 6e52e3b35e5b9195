import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { MailSource } from '../../domain/mail/mail-design.js';
import { assetPath } from '../config/project-root.js';

export interface RenderedMail {
  readonly html: string;
  readonly text: string;
}

/** A mail with an HTML part, in which every value is escaped, and a text part written by hand. */
export class MailTemplate {
  private readonly html: Handlebars.TemplateDelegate;
  private readonly text: Handlebars.TemplateDelegate;

  constructor(source: MailSource) {
    this.html = Handlebars.compile(source.html, { strict: true });
    this.text = plainTemplate(source.text);
  }

  /**
   * One that the program ships with: `assets/mail/<html>.html.hbs` and `<text>.txt.hbs`.
   * @param name of both files
   */
  static shipped(name: string): MailTemplate {
    return new MailTemplate({ html: shippedFile(`${name}.html.hbs`), text: shippedFile(`${name}.txt.hbs`) });
  }

  /** Strict: a value the template names and `values` lacks is an error, not a gap in a customer's mail. */
  render(values: Readonly<Record<string, unknown>>): RenderedMail {
    // Number formats put spaces into amounts that do not break; in plain text people copy and search ordinary ones.
    return { html: this.html(values), text: this.text(values).replaceAll(/[\u00a0\u202f]/g, ' ') };
  }
}

/** Fills in one line or paragraph that is no HTML, such as a subject. */
export function fillIn(text: string, values: Readonly<Record<string, unknown>>): string {
  return plainTemplate(text)(values);
}

function plainTemplate(text: string): Handlebars.TemplateDelegate {
  return Handlebars.compile(text, { strict: true, noEscape: true });
}

function shippedFile(file: string): string {
  return readFileSync(assetPath('mail', file), 'utf8');
}
