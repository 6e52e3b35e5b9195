import { IsArray, IsDefined, IsInt, IsOptional, Max, Min, registerDecorator, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Transform, Type } from 'class-transformer';
import { CronTime } from 'cron';
import { isReturnTemplate } from '../domain/delivery/return-address.js';
import { ACCOUNT_ROLES } from '../domain/ledger/roles.js';
import { notAList, notLists } from '../platform/validation/no-lists.js';
import { rule } from '../platform/validation/rule.js';

export const TEXT = rule('text', 'must be text', 'Put it in quotes.');
export const FLAG = rule('flag', 'must be true or false', 'Write true or false.');
export const LIST = rule('list', 'must be a list', 'Write [first, second].');
export const HTTP_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
export const URL_RULE = rule(
  'url',
  'must be an http(s) address',
  'Write the whole address, such as https://host/path.',
);
const REQUIRED = rule('required', 'is required', 'Add it.');

/** A whole number within limits, with what it means. */
export function WholeNumber(setting: {
  description: string;
  min: number;
  max: number;
  default?: number;
}): PropertyDecorator {
  const { description, min, max } = setting;
  const message = `must be a whole number from ${min} to ${max}`;
  const range = rule('range', message, `Write a number from ${min} to ${max}.`);
  return (target, property) => {
    const name = property as string;
    JSONSchema({ description, ...(setting.default === undefined ? {} : { default: setting.default }) })(target, name);
    for (const decorate of [IsInt(range), Min(min, range), Max(max, range)]) decorate(target, name);
  };
}

/** A section of the file that must be there. */
export function RequiredSection(type: () => new () => object): PropertyDecorator {
  return (target, property) => {
    IsDefined(REQUIRED)(target, property);
    nested(type)(target, property);
  };
}

/** A section that may be left out. */
export function OptionalSection(type: () => new () => object): PropertyDecorator {
  return (target, property) => {
    IsOptional()(target, property);
    nested(type)(target, property);
  };
}

/** A list of sections; may be left out. */
export function SectionList(type: () => new () => object): PropertyDecorator {
  return (target, property) => {
    const sections = rule('section', 'must be a list of sections', 'Indent each as a list item.');
    Type(type)(target, property);
    Transform(notLists)(target, property);
    IsArray(sections)(target, property);
    ValidateNested({ ...sections, each: true })(target, property);
  };
}

function nested(type: () => new () => object): PropertyDecorator {
  return (target, property) => {
    Type(type)(target, property);
    Transform(notAList)(target, property);
    ValidateNested(rule('section', 'must be a section with its own fields', 'Indent its fields below it.'))(
      target,
      property,
    );
  };
}

/** A cron expression of five fields. */
export function IsCron(): PropertyDecorator {
  return check('cron', isCron, 'must be a cron expression of five fields', 'For 02:00 every night write "0 2 * * *".');
}

/** An IANA time zone that this machine knows. */
export function IsZone(): PropertyDecorator {
  return check(
    'timeZone',
    isZone,
    'must be a time zone name',
    'Write Europe/Oslo, Europe/Stockholm or Europe/Helsinki.',
  );
}

/** An e-mail address with the word TOKEN in it, where each mail gets its own. */
export function IsReturnTemplate(): PropertyDecorator {
  const isTemplate = (value: unknown): boolean => typeof value === 'string' && isReturnTemplate(value);
  const message = 'must be an e-mail address with TOKEN once before the @, and at most 26 other characters there';
  return check('returnAddress', isTemplate, message, 'Write bounces+TOKEN@example.com.');
}

/** A map from account role to account number. */
export function IsAccountMap(): PropertyDecorator {
  const fix = `Use only these roles, each with an account number in quotes: ${ACCOUNT_ROLES.join(', ')}.`;
  return check('accountRoles', isAccountMap, 'must map account roles to account numbers', fix);
}

/** A map from header name to a secret reference. */
export function IsHeaderMap(): PropertyDecorator {
  return check('headers', isHeaderMap, 'must map header names to references', 'Write authorization: env:NAME.');
}

function check(name: string, validate: (value: unknown) => boolean, message: string, fix: string): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: property as string,
      options: rule(name, message, fix),
      validator: { validate },
    });
  };
}

function isCron(value: unknown): boolean {
  if (typeof value !== 'string' || value.trim().split(/\s+/).length !== 5) return false;
  try {
    return new CronTime(value).source === value;
  } catch {
    return false;
  }
}

function isZone(value: unknown): boolean {
  try {
    return typeof value === 'string' && Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
}

function isAccountMap(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([role, number]) =>
        ACCOUNT_ROLES.some((known) => known === role) && typeof number === 'string' && /^\d{3,8}$/.test(number),
    )
  );
}

function isHeaderMap(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([name, reference]) =>
        /^[A-Za-z0-9-]+$/.test(name) && typeof reference === 'string' && /^(env|file):.+/.test(reference),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
