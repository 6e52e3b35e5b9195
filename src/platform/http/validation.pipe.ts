import { HttpException, ValidationPipe } from '@nestjs/common';
import { problemsOf } from '../validation/validation-problems.js';
import { problemDetails } from './problem-details.js';

/** Checks query strings and bodies of the operator API; all faults come in one answer. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => {
      const detail = 'The request has wrong fields; each is listed with its rule and how to mend it.';
      return new HttpException(
        problemDetails(422, 'REQUEST_INVALID', 'The request is not valid', detail, { errors: problemsOf(errors) }),
        422,
      );
    },
  });
}
