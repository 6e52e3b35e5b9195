import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../..');

/** One `import` of a file: where it points, and whether it is written as `import(…)`. */
export interface Import {
  /** A path from the root of the repository for our own files, the bare name for packages and `node:` builtins. */
  readonly target: string;
  readonly isDynamic: boolean;
}

/** The names of our files are the same on every machine: from the root, with slashes, in order. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .sort();
}

export function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

export function importsOf(file: string): Import[] {
  return modulesNamedIn(parse(file)).map(({ target, isDynamic }) => ({
    target: target.startsWith('.') ? resolved(file, target) : target,
    isDynamic,
  }));
}

/**
 * The strings given to calls of `name`, bare or as a method: its own arguments, and what stands at `property` of an object
 * among them. Both branches of a condition count.
 */
export function stringsGivenTo(file: string, name: string, property: string): string[] {
  return nodesOf(parse(file))
    .filter(ts.isCallExpression)
    .filter(
      ({ expression: called }) => (ts.isPropertyAccessExpression(called) ? called.name : called).getText() === name,
    )
    .flatMap((call) => call.arguments)
    .flatMap((argument) => {
      if (!ts.isObjectLiteralExpression(argument)) return [argument];
      const found = argument.properties.filter(ts.isPropertyAssignment);
      return found.filter((member) => member.name.getText() === property).map((member) => member.initializer);
    })
    .flatMap((value) => (ts.isConditionalExpression(value) ? [value.whenTrue, value.whenFalse] : [value]))
    .filter(ts.isStringLiteral)
    .map((literal) => literal.text);
}

/** A way round from a file back to itself along its imports, or null when there is none. */
export function importCycle(files: readonly string[]): string[] | null {
  const targets = new Map(files.map((file) => [file, importsOf(file).map(({ target }) => target)]));
  const finished = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | null => {
    const start = path.indexOf(file);
    if (start >= 0) return [...path.slice(start), file];
    if (finished.has(file)) return null;
    for (const target of targets.get(file) ?? []) {
      const cycle = visit(target, [...path, file]);
      if (cycle) return cycle;
    }
    finished.add(file);
    return null;
  };
  for (const file of files) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}

const parsed = new Map<string, ts.SourceFile>();

function parse(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known) return known;
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.ES2024, true, ts.ScriptKind.TS);
  parsed.set(file, source);
  return source;
}

function modulesNamedIn(source: ts.SourceFile): Import[] {
  return nodesOf(source).flatMap((node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return named(node.moduleSpecifier, false);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return named(node.argument.literal, false);
    const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    return isDynamic ? named(node.arguments[0], true) : [];
  });
}

function named(node: ts.Node | undefined, isDynamic: boolean): Import[] {
  return node && ts.isStringLiteralLike(node) ? [{ target: node.text, isDynamic }] : [];
}

function nodesOf(root: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return nodes;
}

/** Imports say `.js`, as they will be after the build; the sources end in `.ts`. */
function resolved(from: string, target: string): string {
  return normalize(join(from, '..', target))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts');
}
