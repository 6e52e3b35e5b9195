import Handlebars from 'handlebars';
import { messageOf } from '../../domain/errors.js';

/** What is wrong with a template, and where. */
export interface TemplateFault {
  readonly line: number;
  readonly message: string;
}

/** Blocks that decide what is shown; everything else that Handlebars can do is not for mails. */
const BLOCKS = new Set(['if', 'unless']);

/** Everything wrong with a template that may name only `placeholders`: its syntax, unknown names, and values that are not escaped. */
export function templateFaults(text: string, placeholders: readonly string[]): TemplateFault[] {
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(text);
  } catch (error) {
    const [, line = '1'] = /line (\d+)/.exec(messageOf(error)) ?? [];
    return [{ line: Number(line), message: 'cannot be read: a block or a placeholder is not closed' }];
  }
  const reader = new TemplateReader(new Set(placeholders));
  reader.accept(program);
  return reader.faults;
}

class TemplateReader extends Handlebars.Visitor {
  readonly faults: TemplateFault[] = [];

  constructor(private readonly placeholders: ReadonlySet<string>) {
    super();
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    const { original } = block.path as { original?: unknown };
    const [condition, ...more] = block.params;
    if (condition && more.length === 0 && isMissing(block.hash) && BLOCKS.has(String(original))) this.name(condition);
    else this.tell(block, `{{#${String(original)}}} is not available; only {{#if name}} and {{#unless name}} are`);
    // The types say that both are there.
    for (const part of [block.program, block.inverse] as (hbs.AST.Program | undefined)[]) if (part) this.accept(part);
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) this.tell(mustache, 'values are always escaped: write two braces and no ampersand');
    const isOneName = mustache.params.length === 0 && isMissing(mustache.hash);
    if (isOneName) this.name(mustache.path);
    else this.tell(mustache, 'a placeholder is one name, with nothing after it');
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.tell(partial, 'other templates cannot be included');
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.tell(partial, 'other templates cannot be included');
  }

  override Decorator(decorator: hbs.AST.Decorator): void {
    this.tell(decorator, 'decorators are not available');
  }

  override DecoratorBlock(decorator: hbs.AST.DecoratorBlock): void {
    this.tell(decorator, 'decorators are not available');
  }

  private name(expression: hbs.AST.Expression): void {
    const { original } = expression as { original?: unknown };
    if (expression.type !== 'PathExpression' || !this.placeholders.has(String(original))) {
      this.tell(expression, `there is no placeholder {{${String(original)}}}`);
    }
  }

  private tell(node: hbs.AST.Node, message: string): void {
    this.faults.push({ line: node.loc.start.line, message });
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}
