/** What all files of one connector have in common. */
import { camel, pascal } from '../names.js';

export interface Context {
  readonly name: string;
  readonly title: string;
  /** In the repository the contract is a neighbour, outside of it a package. */
  readonly inRepository: boolean;
  /** The command that made it, for the README. */
  readonly madeFrom: string;
}

export function contractFrom({ inRepository }: Context, depth: number): string {
  return inRepository ? `${'../'.repeat(depth)}contract/index.js` : '@fachwerk/connectors/contract';
}

export function xoevFrom({ inRepository }: Context): string {
  return inRepository ? '../xoev/index.js' : '@fachwerk/connectors/xoev';
}

export function settingsType({ name }: Context): string {
  return `${pascal(name)}Settings`;
}

/** The catalogue names connectors apart; a package has one. */
export function exportedName({ name, inRepository }: Context): string {
  return inRepository ? camel(name) : 'connector';
}

export function readerName(type: string): string {
  return `read${pascal(type)}`;
}
