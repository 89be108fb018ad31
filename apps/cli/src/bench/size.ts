import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1_000,
  MB: 1_000_000,
  GB: 1_000_000_000,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
};

/** For an option that is a size. */
export function bytesOf(text: string): number {
  const [, number, unit = 'B'] = /^(\d+(?:\.\d+)?) ?([a-z]+)?$/i.exec(text.trim()) ?? [];
  const factor = UNITS[unit.toUpperCase()];
  if (number === undefined || factor === undefined)
    throw new InvalidArgumentError('It must be a size such as 5KB, 1MB or 1GiB.');
  return Math.round(Number(number) * factor);
}
