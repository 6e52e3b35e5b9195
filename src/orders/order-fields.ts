import { applyDecorators } from '@nestjs/common';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min, registerDecorator } from 'class-validator';
import { isLocalDate } from '../domain/local-date.js';
import { rule } from '../platform/validation/rule.js';

/** Text without the white space around it; empty text counts as missing. Anything else is left for the checks. */
export function trimmed({ value }: TransformFnParams): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  return text === '' ? null : text;
}

/** Numbers are accepted where text is meant: many ERPs number their things. */
export function asText(params: TransformFnParams): unknown {
  const value: unknown = params.value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : trimmed(params);
}

/** `+47 900 00 001` as providers want it: no spaces, hyphens, dots or brackets; 00 means plus. */
export function digitsOfPhone(params: TransformFnParams): unknown {
  const value = trimmed(params);
  return typeof value === 'string' ? value.replace(/[\s().-]/g, '').replace(/^00/, '+') : value;
}

/** An id of the ERP. */
export function Id(lengthMax: number): PropertyDecorator {
  return applyDecorators(
    Transform(asText),
    IsString(rule('required', 'is missing', 'Send the id the ERP uses.')),
    Length(1, lengthMax, rule('length', `must have 1 to ${lengthMax} characters`, 'Send the id the ERP uses.')),
  );
}

export function OptionalText(lengthMax: number): PropertyDecorator {
  return applyDecorators(
    Transform(trimmed),
    IsOptional(),
    IsString(rule('text', 'must be text', 'Put it in quotes.')),
    MaxLength(lengthMax, rule('length', `must have at most ${lengthMax} characters`, 'Shorten it.')),
  );
}

/** An id Dintero gave: the account, a dot, and what must be taken as it is. */
export function ProviderId(of: 'transaction' | 'session'): PropertyDecorator {
  const message = `${of}Id must be an id of Dintero, such as T11223344.465UfBENeLpkBvwmqfTC4k`;
  return applyDecorators(
    Transform(trimmed),
    IsOptional(),
    Matches(/^[PT]\d{8}\.[A-Za-z0-9_-]{1,80}$/, rule('providerId', message, `Copy the whole id of the ${of}.`)),
  );
}

/** A decimal as text, so that no digit is lost; a JSON number is accepted too. */
export function Decimal(pattern: RegExp, message: string, fix: string): PropertyDecorator {
  return applyDecorators(Transform(asText), Matches(pattern, rule('decimal', message, fix)));
}

/** An integer amount in minor units. */
export function MinorUnits(min: number, max: number, name: string): PropertyDecorator {
  const fix = 'Send an integer of minor units: 125000 for 1 250.00.';
  return applyDecorators(
    IsInt(rule('minorUnits', `${name} must be a whole number of minor units`, fix)),
    Min(min, rule('minorUnits', `${name} must be at least ${min}`, fix)),
    Max(max, rule('minorUnits', `${name} must be at most ${max}`, fix)),
  );
}

/** A calendar date that exists. */
export function IsCalendarDate(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'calendarDate',
      target: target.constructor,
      propertyName: property as string,
      options: rule('date', `${String(property)} must be a date that exists`, 'Send it as YYYY-MM-DD.'),
      validator: { validate: (value: unknown) => typeof value === 'string' && isLocalDate(value) },
    });
  };
}
