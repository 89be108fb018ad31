/**
 * The validator of KoSIT, run as a service beside the hub: it takes a document by POST and answers with a report. 200
 * accepts and 406 rejects the document; everything else says nothing about it.
 */
import { HubError } from '../errors/hub-error.js';
import type { Finding, RulesValidation } from '../ledger/generated/validation.js';
import { parseTree, type XmlNode } from '../xml/tree.js';
import { Rules } from './rules.js';

const FINDINGS_MAX = 50;
const SENTENCE_LENGTH_MAX = 400;

export class KositValidator extends Rules {
  constructor(
    private readonly url: string,
    private readonly timeoutMs: number,
  ) {
    super();
  }

  override async check(xml: string): Promise<readonly RulesValidation[]> {
    return readReport(await this.ask(xml));
  }

  private async ask(xml: string): Promise<string> {
    // The bytes are UTF-8, whatever the document was before; its line breaks stay, so lines keep their number.
    const body = xml.replace(/^<\?xml[^]*?\?>/, '');
    const signal = AbortSignal.timeout(this.timeoutMs);
    try {
      const headers = { 'content-type': 'application/xml' };
      const response = await fetch(this.url, { method: 'POST', body, headers, signal, redirect: 'error' });
      const text = await response.text();
      if (response.status === 200 || response.status === 406) return text;
      throw failed(`it answers with status ${response.status}`);
    } catch (cause) {
      throw cause instanceof HubError ? cause : unavailable(cause);
    }
  }
}

/** @throws HubError when it is no report: the address is that of something else */
export function readReport(text: string): readonly RulesValidation[] {
  const report = parsed(text);
  if (report.name !== 'report') throw failed('its answer is no report');
  const [scenario] = childrenOf(report, 'scenarioMatched');
  const steps = scenario === undefined ? [] : childrenOf(scenario, 'validationStepResult');
  return steps.map((step) => ({
    by: nameOf(step),
    result: valueOf(step, 'valid') === 'false' ? 'invalid' : 'valid',
    findings: childrenOf(step, 'message').slice(0, FINDINGS_MAX).map(findingOf),
  }));
}

function findingOf(message: XmlNode): Finding {
  const line = Number(valueOf(message, 'lineNumber'));
  const code = valueOf(message, 'code');
  const sentence = textOf(message).trim().replaceAll(/\s+/g, ' ');
  return {
    ...(Number.isSafeInteger(line) && line > 0 ? { line } : {}),
    path: plainPath(valueOf(message, 'xpathLocation') ?? '/'),
    sentence: sentence.length > SENTENCE_LENGTH_MAX ? `${sentence.slice(0, SENTENCE_LENGTH_MAX)}…` : sentence,
    ...(code === undefined || code === '' ? {} : { code }),
    level: levelOf(valueOf(message, 'level')),
  };
}

function levelOf(level: string | undefined): 'error' | 'warning' | 'information' {
  return level === 'warning' || level === 'information' ? level : 'error';
}

/** Local names: engines write the namespace in three ways, and a position where there is only one. */
function plainPath(xpath: string): string {
  return xpath
    .replaceAll(/\[namespace-uri\(\)\s*=\s*(?:'[^']*'|"[^"]*")\]/g, '')
    .replaceAll(/Q\{[^}]*\}/g, '')
    .replaceAll(/(^|\/|@)(?:\*|[\w.-]+):/g, '$1')
    .replaceAll('[1]', '');
}

/** What it is called in the report, else its number. */
function nameOf(step: XmlNode): string {
  const [resource] = childrenOf(step, 'resource');
  const [name] = resource === undefined ? [] : childrenOf(resource, 'name');
  return name === undefined ? (valueOf(step, 'id') ?? 'rules') : textOf(name).trim();
}

function parsed(text: string): XmlNode {
  try {
    return parseTree(text).root;
  } catch (cause) {
    throw failed('its answer is no report', cause);
  }
}

function childrenOf(node: XmlNode, name: string): readonly XmlNode[] {
  return node.children.filter((child): child is XmlNode => typeof child !== 'string' && child.name === name);
}

function valueOf(node: XmlNode, name: string): string | undefined {
  return node.attributes.find((attribute) => attribute.name === name)?.value;
}

function textOf(node: XmlNode): string {
  return node.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function unavailable(cause: unknown): HubError {
  const sentence = 'The validator of rules does not answer.';
  return new HubError('unavailable-message', 'rules.unavailable', sentence, {}, { cause });
}

/** It is there, and has trouble with this document; another one may be no trouble. */
function failed(problem: string, cause?: unknown): HubError {
  const sentence = `The validator of rules could not check the message: ${problem}.`;
  return new HubError('unavailable-message', 'rules.failed', sentence, { values: { problem } }, { cause });
}
