/**
 * What a connector could reach beyond its message. It is looked for in the source, so that also what no fixture comes to
 * is named. This tells an author of a mistake; it keeps no attacker out. That does the interpreter in which the hub runs
 * packages that are not its own.
 */
import ts from 'typescript';
import { placeOf, type Finding, type Module } from './modules.js';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  lib: ['lib.es2023.d.ts'],
  types: [],
  allowJs: true,
  checkJs: true,
  noEmit: true,
  noResolve: true,
};

/** "Cannot find name", with what TypeScript suggests for each kind of name. */
const UNKNOWN_NAMES = new Set([2304, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2867, 2868]);

/** Part of the language, and yet not the same every time. */
const NOT_PURE: Readonly<Record<string, string>> = {
  Date: 'is a clock, and not there where packages run: a date of a message is text',
  eval: 'runs text as code',
  Function: 'runs text as code',
  globalThis: 'reaches everything around the connector',
  Atomics: 'waits for other threads',
  SharedArrayBuffer: 'is shared with other threads',
  WeakRef: 'depends on when memory is cleared',
  FinalizationRegistry: 'depends on when memory is cleared',
  Intl: 'depends on the languages of the machine',
};

const NOT_PURE_MEMBERS: Readonly<Record<string, string>> = {
  toLocaleString: 'depends on the language of the machine',
  toLocaleDateString: 'depends on the language of the machine',
  toLocaleTimeString: 'depends on the language of the machine',
  toLocaleUpperCase: 'depends on the language of the machine',
  toLocaleLowerCase: 'depends on the language of the machine',
  localeCompare: 'depends on the language of the machine',
};

export function impurities(modules: readonly Module[], folder: string): readonly Finding[] {
  const program = ts.createProgram({ rootNames: modules.map(({ path }) => path), options: OPTIONS });
  const checker = program.getTypeChecker();
  return modules.flatMap(({ path }) => {
    const source = program.getSourceFile(path);
    if (source === undefined) return [];
    const found = (node: ts.Node, sentence: string): Finding => ({
      at: placeOf(source, node.getStart(source), folder),
      sentence,
    });
    return [
      ...program.getSemanticDiagnostics(source).flatMap(({ code, start = 0, length = 0 }) => {
        const name = source.text.slice(start, start + length);
        // A module of Node that is imported at run time is an unknown name to the compiler, and found below.
        if (!UNKNOWN_NAMES.has(code) || !/^[\w$]+$/.test(name)) return [];
        const sentence = `uses ${name}, which is no part of the language: the connector would reach beyond its message`;
        return [{ at: placeOf(source, start, folder), sentence }];
      }),
      ...impuritiesIn(source, checker, found),
    ];
  });
}

function impuritiesIn(
  source: ts.SourceFile,
  checker: ts.TypeChecker,
  found: (node: ts.Node, sentence: string) => Finding,
): readonly Finding[] {
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const why = whyNotPure(node, checker);
    if (why !== undefined) findings.push(found(node, why));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

function whyNotPure(node: ts.Node, checker: ts.TypeChecker): string | undefined {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return 'imports at run time; imports stand at the beginning of a module';
  }
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
    return 'uses import.meta, which says where the connector lies';
  }
  if (ts.isPropertyAccessExpression(node)) return whyMember(node, node.name.text, checker);
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return whyMember(node, node.argumentExpression.text, checker);
  }
  if (!ts.isIdentifier(node) || !isGlobalValue(node, checker)) return undefined;
  if (node.text === 'Math' && !isReadByName(node)) return 'uses Math as a whole, with Math.random; name the member';
  const why = Object.hasOwn(NOT_PURE, node.text) ? NOT_PURE[node.text] : undefined;
  return why === undefined ? undefined : `uses ${node.text}, which ${why}`;
}

function whyMember(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  member: string,
  checker: ts.TypeChecker,
): string | undefined {
  const { expression } = node;
  if (member === 'constructor') return 'uses .constructor, which leads to functions made of text';
  if (member === '__proto__') return 'uses .__proto__, which changes what others build on';
  if (ts.isIdentifier(expression) && isGlobalValue(expression, checker)) {
    if (expression.text === 'Math' && member === 'random') return 'uses Math.random, which is another one each time';
  }
  const why = Object.hasOwn(NOT_PURE_MEMBERS, member) ? NOT_PURE_MEMBERS[member] : undefined;
  return why === undefined ? undefined : `uses ${member}, which ${why}`;
}

/** `Math.max`, not `const { random } = Math` or `Math[name]`. */
function isReadByName({ parent }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) return true;
  return ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression);
}

/** A name of the language itself: not a member, not a type, not something of the connector that is called the same. */
function isGlobalValue(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent) || ts.isPropertySignature(parent)) return false;
  if (ts.isTypeQueryNode(parent)) return false;
  const symbol = ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(node);
  const declarations = symbol?.declarations ?? [];
  return declarations.length === 0
    ? node.text === 'globalThis'
    : declarations.every((declaration) => /[\\/]lib\.[^\\/]*\.d\.ts$/.test(declaration.getSourceFile().fileName));
}
