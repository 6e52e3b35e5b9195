import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { parseDocument } from 'yaml';
import type { Merchant } from '../domain/merchant.js';
import { type Problem, problem } from '../domain/problem.js';
import { problemsOf } from '../platform/validation/validation-problems.js';
import { crossFieldProblems, type Surroundings } from './merchant-file-checks.js';
import { MerchantFile } from './merchant-file.js';
import { SecretReader, toMerchant } from './to-merchant.js';

export interface FileProblems {
  readonly file: string;
  readonly problems: readonly Problem[];
}

/** The configuration is unusable; the message lists every fault of every file, and no value. */
export class ConfigurationError extends Error {
  constructor(readonly files: readonly FileProblems[]) {
    super(`The configuration is not valid:\n${files.flatMap(describe).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/**
 * Reads and checks every merchant of `<configDir>/merchants`.
 * @throws ConfigurationError with all faults of all files at once
 */
export function readMerchants(configDir: string, surroundings: Surroundings): Merchant[] {
  const faults: FileProblems[] = [];
  const merchants: Merchant[] = [];
  for (const path of merchantPaths(configDir)) {
    const { file, problems } = readFile(path);
    const secrets = new SecretReader(surroundings.environment);
    const all =
      file && problems.length === 0 ? crossFieldProblems(file, basename(path, '.yaml'), surroundings) : problems;
    const merchant = file && all.length === 0 ? toMerchant(file, secrets, configDir) : null;
    const found = [...all, ...secrets.problems];
    if (found.length > 0) faults.push({ file: path, problems: found });
    else if (merchant) merchants.push(merchant);
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  return merchants;
}

function merchantPaths(configDir: string): string[] {
  const folder = join(configDir, 'merchants');
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    const fix = 'Create it, or set CONFIG_DIR to the folder that has it.';
    throw new ConfigurationError([
      { file: folder, problems: [problem('', 'folder', 'the folder does not exist', fix)] },
    ]);
  }
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

function readFile(path: string): { file: MerchantFile | null; problems: Problem[] } {
  const document = parseDocument(readFileSync(path, 'utf8'), { uniqueKeys: true });
  const [fault] = document.errors;
  if (fault) {
    const line = fault.linePos?.[0].line ?? 1;
    return {
      file: null,
      problems: [problem('', 'yaml', `line ${line}: ${firstLine(fault.message)}`, 'Correct the YAML.')],
    };
  }
  const content = withoutEmpty(document.toJS());
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return {
      file: null,
      problems: [problem('', 'yaml', 'the file must hold one section', 'Start from a sample file.')],
    };
  }
  const file = plainToInstance(MerchantFile, content, { exposeDefaultValues: true });
  return { file, problems: problemsOf(validateSync(file, { whitelist: true, forbidNonWhitelisted: true })) };
}

/** An entry without a value, such as a section whose lines are all commented out, counts as left out. */
function withoutEmpty(content: unknown): unknown {
  if (Array.isArray(content)) return content.map(withoutEmpty);
  if (typeof content !== 'object' || content === null) return content;
  const entries = Object.entries(content).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutEmpty(value)]));
}

function describe({ file, problems }: FileProblems): string[] {
  return [`  ${file}`, ...problems.map((p) => `    ${fieldName(p.pointer)}${p.message}. ${p.fix}`)];
}

/** `/invoicing/rules/0/product` as people write it: `invoicing.rules[0].product: `. */
function fieldName(pointer: string): string {
  if (pointer === '') return '';
  return `${pointer
    .slice(1)
    .replaceAll(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.')}: `;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
