import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { assetPath } from '../platform/config/project-root.js';

export interface RenderedMail {
  readonly html: string;
  readonly text: string;
}

/** A mail with an HTML part, in which every value is escaped, and a text part written by hand. */
export class MailTemplate {
  private readonly html: Handlebars.TemplateDelegate;
  private readonly text: Handlebars.TemplateDelegate;

  /** @param name of the pair `assets/mail/<name>.html.hbs` and `.txt.hbs` */
  constructor(name: string) {
    this.html = compile(`${name}.html.hbs`, false);
    this.text = compile(`${name}.txt.hbs`, true);
  }

  /** Strict: a value the template names and `values` lacks is an error, not a gap in a customer's mail. */
  render(values: Readonly<Record<string, unknown>>): RenderedMail {
    return { html: this.html(values), text: this.text(values) };
  }
}

function compile(file: string, noEscape: boolean): Handlebars.TemplateDelegate {
  return Handlebars.compile(readFileSync(assetPath('mail', file), 'utf8'), { strict: true, noEscape });
}
