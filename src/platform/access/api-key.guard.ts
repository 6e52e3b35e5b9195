import { type CanActivate, type ExecutionContext, HttpException, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { NotFound } from '../../domain/errors.js';
import { problemDetails } from '../http/problem-details.js';
import { ApiKeys, type KeyHolder } from './api-keys.js';
import { IS_PUBLIC } from './public.decorator.js';

export interface AuthenticatedRequest extends Request {
  keyHolder?: KeyHolder;
}

/** Every route needs an API key unless it says `@Public()`. A key for one merchant sees no other: 404, as if it were not there. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const key = bearerOf(request);
    const holder = key === null ? null : await this.keys.holderOf(key);
    if (!holder) throw unauthenticated();
    const merchant = request.params.merchant;
    if (holder.merchantId !== null && typeof merchant === 'string' && merchant !== holder.merchantId) {
      throw new NotFound('MERCHANT_UNKNOWN', 'There is no such merchant.');
    }
    request.keyHolder = holder;
    return true;
  }
}

export function bearerOf(request: Request): string | null {
  const match = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '');
  return match?.[1] ?? null;
}

export function unauthenticated(): HttpException {
  const detail = 'Send an API key as "Authorization: Bearer <key>"; make one with "fakturabro keys create".';
  return new HttpException(problemDetails(401, 'UNAUTHENTICATED', 'Who are you?', detail), 401);
}
