import type { Express, RequestHandler } from 'express';
import { type Answer, bytes } from '../../http/answer.js';
import type { FieldError } from '../../http/field-reader.js';
import type { Front } from '../../http/front.js';
import { HttpError, refuseIfAny } from '../../http/http-error.js';
import type { Incoming } from '../../http/incoming.js';

const VARIANTS = ['colors', 'mono'];
const TEMPLATES = ['dintero_top_frame.svg', 'logos.svg'];
const COLOR = /^([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|rgba?\([0-9., %]+\))$/;
const LOOK = '/variant/:variant/color/:color/width/:width/:template';
const PROFILE_ID = /^[PT]\d{8}\.[A-Za-z0-9]+$/;

/** Images that show how one can pay; anybody may ask for them. */
export function brandingRoutes(app: Express, front: Front): void {
  app.get(`/v1/branding/logos/:logos${LOOK}`, route(front, logosOf));
  app.get(
    `/v1/branding/profiles/:profile${LOOK}`,
    route(front, (incoming) => {
      const id = incoming.param('profile');
      if (!PROFILE_ID.test(id)) throw new HttpError(404, `There is no profile ${id}.`);
      return ['kravia'];
    }),
  );
}

function route(front: Front, logosIn: (incoming: Incoming) => readonly string[]): RequestHandler {
  return front.handle('branding', (incoming) => ({
    owner: 'public',
    perform: () => draw(incoming, logosIn(incoming)),
  }));
}

function logosOf(incoming: Incoming): string[] {
  return incoming.param('logos').split('_');
}

function draw(incoming: Incoming, logos: readonly string[]): Answer {
  const errors: FieldError[] = [];
  const check = (name: string, isRight: (value: string) => boolean): void => {
    if (!isRight(incoming.param(name))) errors.push({ field: name, message: `cannot be ${incoming.param(name)}` });
  };
  check('variant', (value) => VARIANTS.includes(value));
  check('template', (value) => TEMPLATES.includes(value));
  check('color', (value) => COLOR.test(value));
  check('width', (value) => /^\d+$/.test(value));
  refuseIfAny(errors);
  const texts = logos.map((logo, place) => `<text x="${10 + place * 80}" y="24">${escaped(logo)}</text>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${incoming.param('width')}">${texts}</svg>`;
  return bytes(Buffer.from(svg), 'image/svg+xml');
}

function escaped(text: string): string {
  return text.replaceAll(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
