import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from './data-source-options.js';

/** The connection pool and the migrations. Entities come from the features, each registering its own. */
@Global()
@Module({})
export class DatabaseModule {
  static forUrl(url: string, connections: number): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(url, connections),
          autoLoadEntities: true,
          retryAttempts: 10,
          retryDelay: 1000,
        }),
      ],
    };
  }
}
