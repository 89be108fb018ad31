import { describe, expect, it } from 'vitest';
import type { ValidationAnswer } from '../hub/answers.js';
import { paintWith } from '../terminal/table.js';
import { findingsText, validationCell } from './validation-text.js';

const schema = (result: ValidationAnswer['schema']['result']): ValidationAnswer => ({
  schema: { result, package: 'cii', version: 'D16B', findings: [] },
});

describe('the validation of a message', () => {
  it.each([
    ['valid', 'valid by cii D16B'],
    ['invalid', 'not valid by cii D16B'],
    ['not-installed', 'not validated, its official schema is not installed'],
    ['none', undefined],
  ] as const)('that is %s reads: %s', (result, text) => expect(validationCell(schema(result))?.text).toBe(text));

  it('names each finding with its place', () => {
    const findings = [{ line: 7, path: '/Invoice/IssueDate', sentence: 'No date.' }];
    const rule = { path: '/Invoice', sentence: 'Add a reference.', code: 'BR-DE-15', level: 'warning' as const };
    const rules = [{ by: 'XRechnung', result: 'valid' as const, findings: [rule] }];
    expect(findingsText({ schema: { ...schema('invalid').schema, findings }, rules }, paintWith(false))).toBe(
      'line 7 /Invoice/IssueDate  No date.\nwarning BR-DE-15 /Invoice  Add a reference.',
    );
    expect(findingsText(schema('valid'), paintWith(false))).toBe('');
  });
});
