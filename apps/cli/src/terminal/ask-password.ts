import { Failure } from '../failure.js';

const ENTER = /[\r\n]/;
const BACKSPACE = /[\b\u007f]/;

/** Whether somebody sits in front of it who can answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks on the terminal without showing what is typed. Ctrl-C and Ctrl-D end the command. */
export async function askPassword(question: string): Promise<string> {
  const { stdin, stderr } = process;
  // First the silence, then the question: someone may type ahead.
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stderr.write(question);
  try {
    let typed = '';
    for await (const text of stdin.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
      for (const character of text) {
        if (character === '\u0003' || character === '\u0004') throw new Failure('password.none', 'No password given.');
        if (ENTER.test(character)) return typed;
        typed = BACKSPACE.test(character) ? [...typed].slice(0, -1).join('') : typed + character;
      }
    }
    throw new Failure('password.none', 'No password given.');
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}
