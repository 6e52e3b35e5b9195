import { sourceFiles } from './source-files.js';

type EntityClass = new () => object;

/** Every class that maps a table, so that a new one is compared with its migration without anybody remembering to. */
export async function entityClasses(): Promise<EntityClass[]> {
  const files = sourceFiles('src').filter((file) => file.endsWith('.entity.ts'));
  const modules = await Promise.all(
    files.map(async (file) => (await import(`../../${file}`)) as Readonly<Record<string, unknown>>),
  );
  return modules.flatMap((exported) => Object.values(exported)).filter(isClass);
}

function isClass(value: unknown): value is EntityClass {
  return typeof value === 'function';
}
