import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Vault } from './vault.js';

@Global()
@Module({})
export class CryptoModule {
  static with(vault: Vault): DynamicModule {
    return { module: CryptoModule, providers: [{ provide: Vault, useValue: vault }], exports: [Vault] };
  }
}
