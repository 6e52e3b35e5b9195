import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { ApiKeys } from './api-keys.js';

/** Makes sure somebody can log in: the key of the environment, or a new one that is shown this one time. */
@Injectable()
export class FirstKey implements OnApplicationBootstrap {
  constructor(
    private readonly environment: Environment,
    private readonly keys: ApiKeys,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.environment.adminKey) {
      await this.keys.add('admin', this.environment.adminKey.reveal(), null);
      return;
    }
    if (!(await this.keys.isEmpty())) return;
    const key = await this.keys.create('admin', null);
    process.stderr.write(`\nYour API key, shown this one time: ${key}\n\n`);
  }
}
