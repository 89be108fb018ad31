/**
 * XML with a line for each element, for reading. Only white space between tags changes; what is no XML comes back with
 * its tags as they are: whoever looks at a message may be looking for exactly that mistake.
 */
const TOKEN =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<!(?:"[^"]*"|'[^']*'|[^>"'])*>|<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+|</g;
const INDENT = '  ';

export function prettyXml(xml: string): string {
  const lines: string[] = [];
  let depth = 0;
  /** The element that was opened last, as long as it has nothing but text: it stays on its line. */
  let open: string | undefined;
  const line = (text: string): void => void lines.push(INDENT.repeat(Math.max(depth, 0)) + text);
  const flush = (): void => {
    if (open === undefined) return;
    line(open);
    depth += 1;
    open = undefined;
  };
  for (const [token] of xml.matchAll(TOKEN)) {
    if (token.startsWith('</')) {
      if (open !== undefined) line(open + token);
      else {
        depth -= 1;
        line(token);
      }
      open = undefined;
    } else if (isStart(token)) {
      flush();
      open = token;
    } else if (token.startsWith('<') && !token.startsWith('<![CDATA[')) {
      flush();
      line(token);
    } else if (token.trim() !== '') {
      if (open === undefined) line(token.trim());
      else open += token;
    }
  }
  flush();
  return lines.join('\n');
}

function isStart(token: string): boolean {
  return /^<[^!?/]/.test(token) && !token.endsWith('/>');
}
