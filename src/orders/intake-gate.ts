import { Injectable } from '@nestjs/common';
import { HttpException } from '@nestjs/common';
import { problemDetails } from '../platform/http/problem-details.js';

/** Messages one process stores at once; beyond it senders are asked to come back instead of piling up in memory. */
const IN_FLIGHT_MAX = 500;

/** Keeps the intake answering fast under a flood. */
@Injectable()
export class IntakeGate {
  private inFlight = 0;

  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.inFlight >= IN_FLIGHT_MAX) {
      const detail = 'Too many orders are being stored right now; nothing was stored, send it again.';
      throw new HttpException(problemDetails(429, 'TOO_MANY_REQUESTS', 'Try again', detail), 429);
    }
    this.inFlight += 1;
    try {
      return await work();
    } finally {
      this.inFlight -= 1;
    }
  }
}
