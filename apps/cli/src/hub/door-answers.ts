/** Answers of the hub about its doors, as far as the command line shows them. */
import type { Lang } from './answers.js';

type Sentence = Readonly<Record<Lang, string>>;

interface Code {
  readonly code: string;
  readonly sentence: Sentence;
}

export interface DoorSumsAnswer {
  readonly accepted: number;
  readonly answered: number;
  readonly refused: number;
}

export interface DoorAnswer {
  readonly door: string;
  readonly state: 'open' | 'incomplete' | 'closed' | 'unused';
  readonly reasons: readonly Code[];
  readonly addresses: readonly string[];
  readonly contactAt?: string;
  readonly lastHour: DoorSumsAnswer;
  readonly lastDay: DoorSumsAnswer;
  readonly errors: readonly (Code & { readonly lastHour: number; readonly lastDay: number })[];
  readonly certificates: readonly {
    readonly of: string;
    readonly gateway?: string;
    readonly procedure?: string;
    readonly subject: string;
    readonly endsAt: string;
  }[];
}

export interface DoorsAnswer {
  readonly doors: readonly DoorAnswer[];
}

export interface WholeDoorAnswer extends DoorAnswer {
  readonly procedures: readonly {
    readonly name: string;
    readonly contactAt?: string;
    readonly lastDay: DoorSumsAnswer;
    readonly lastError?: Code & { readonly at: string };
  }[];
}

export interface DoorTestAnswer {
  readonly passed: boolean;
  readonly checks: readonly {
    readonly check: string;
    readonly target?: string;
    readonly passed: boolean;
    readonly endsAt?: string;
    readonly error?: Code;
  }[];
}
