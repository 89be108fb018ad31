/** The reference of the connector contract, from the doc comments of its source. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../root.js';
import { cell, table } from './markdown.js';

const FOLDER = join(root, 'connectors', 'contract');
/** In the order in which one reads about them. */
const FILES = ['connector', 'manifest', 'message', 'element', 'command', 'answer', 'rejected'] as const;

type Member = ts.PropertySignature | ts.MethodSignature | ts.ParameterDeclaration;

export function contractReference(version: string): string {
  return [
    '# The connector contract',
    '',
    '<!-- Written by test/contract-reference.spec.ts from connectors/contract. Do not edit. -->',
    '',
    `Version ${version}. A connector imports it as \`@fachwerk/connectors/contract\`. How to write one is`,
    'in [connectors/README.md](../../connectors/README.md), those that are there in the [gallery](gallery.md).',
    ...FILES.flatMap((file) => declarationsIn(file).map((declaration) => section(declaration))),
  ].join('\n');
}

/** Names that the reference describes. */
export function describedNames(): readonly string[] {
  return FILES.flatMap((file) => declarationsIn(file).map(nameOf));
}

type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration | ts.VariableStatement;

function declarationsIn(file: string): readonly Declaration[] {
  const path = join(FOLDER, `${file}.ts`);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.filter((statement): statement is Declaration => {
    const known =
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isVariableStatement(statement);
    return known && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  });
}

function nameOf(declaration: Declaration): string {
  if (!ts.isVariableStatement(declaration)) return declaration.name!.text;
  return declaration.declarationList.declarations.map(({ name }) => name.getText()).join(', ');
}

function section(declaration: Declaration): string {
  const members = membersOf(declaration);
  return [
    '',
    `## ${nameOf(declaration)}`,
    '',
    docOf(declaration),
    '',
    ...(members === undefined
      ? ['```ts', declaration.getText(), '```']
      : [table(['Member', 'Type', 'What it is'], members.map(rowOf))]),
  ].join('\n');
}

/** Undefined for what is shown as it is written. */
function membersOf(declaration: Declaration): readonly Member[] | undefined {
  if (ts.isInterfaceDeclaration(declaration))
    return declaration.members.flatMap((member) => (isMember(member) ? member : []));
  if (!ts.isClassDeclaration(declaration)) return undefined;
  return declaration.members.find(ts.isConstructorDeclaration)?.parameters;
}

function isMember(member: ts.TypeElement): member is ts.PropertySignature | ts.MethodSignature {
  return ts.isPropertySignature(member) || ts.isMethodSignature(member);
}

function rowOf(member: Member): readonly string[] {
  const name = `${member.name.getText()}${member.questionToken === undefined ? '' : '?'}`;
  const type = member.type?.getText() ?? 'unknown';
  const whole = ts.isMethodSignature(member)
    ? `(${member.parameters.map((one) => one.getText()).join(', ')}) => ${type}`
    : type;
  return [`\`${name}\``, `\`${cell(withoutComments(whole))}\``, cell(docOf(member))];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*\*?[^]*?\*\//g, '');
}

/** With what it says about parameters behind it. */
function docOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  if (doc === undefined) return '';
  const parameters = (doc.tags ?? [])
    .flatMap((tag) => (ts.isJSDocParameterTag(tag) ? tag : []))
    .map((tag) => `\`${tag.name.getText()}\`: ${ts.getTextOfJSDocComment(tag.comment) ?? ''}.`);
  return [ts.getTextOfJSDocComment(doc.comment) ?? '', ...parameters].join('\n\n').trim();
}
