/** `/parked/:cause` and `/parked/4f2a` give `{ cause: '4f2a' }`; undefined when the path is another one. */
export function match(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = steps(pattern);
  const given = steps(path);
  if (wanted.length !== given.length) return undefined;
  const found: Record<string, string> = {};
  for (const [index, step] of wanted.entries()) {
    const value = given[index]!;
    if (step.startsWith(':')) found[step.slice(1)] = decoded(value);
    else if (step !== value) return undefined;
  }
  return found;
}

function steps(path: string): readonly string[] {
  return path.split('/').filter((step) => step !== '');
}

/** What somebody typed may be no encoding at all. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
