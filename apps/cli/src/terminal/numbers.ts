/** Numbers that are typed behind options. */
import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError */
export function secondsAbove0(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds > 0) return seconds;
  throw new InvalidArgumentError('It must be a number of seconds. Name files before options.');
}

/** @throws InvalidArgumentError */
export function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}
