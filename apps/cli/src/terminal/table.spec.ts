import { describe, expect, it } from 'vitest';
import { facts, paintWith, printable, table } from './table.js';

const plain = paintWith(false);

describe('table', () => {
  it('aligns columns by what people see and leaves no blanks at the end', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['Straße', '1'],
          ['e\u0301', ''],
        ],
        plain,
      ),
    ).toBe('A       B\nStraße  1\ne\u0301');
  });

  it('is as wide with colours as without', () => {
    const painted = table(['A', 'B'], [[{ text: 'filed', colour: 'green' }, 'x']], paintWith(true));
    expect(painted).toContain('\u001b[32mfiled\u001b[0m  x');
  });

  it('lets no escape sequence of a message reach the terminal', () => {
    expect(printable('a\u001b[2Jb\r\nc\u009bd\u202ee')).toBe('a [2Jb c de');
    expect(table(['A'], [['\u001b]0;x\u0007']], plain)).not.toContain('\u001b');
  });
});

describe('facts', () => {
  it('leaves out what is not known', () => {
    expect(
      facts(
        [
          ['state', 'filed'],
          ['key', undefined],
        ],
        plain,
      ),
    ).toBe('state  filed');
  });
});
