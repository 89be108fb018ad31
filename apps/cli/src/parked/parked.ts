import type { Command } from 'commander';
import { addListCauses } from './list.js';
import { addReleaseGroup } from './release.js';
import { addResume } from './resume.js';
import { addShowCause } from './show.js';

/** What stands still, by cause, and jobs that release it. */
export function addParked(program: Command): void {
  const group = program
    .command('parked')
    .summary('what stands still, by cause; release it')
    .description('Shows parked and waiting messages by cause, and releases them in waves that stop by themselves.');
  addListCauses(group);
  addShowCause(group);
  addReleaseGroup(group);
  addResume(group);
}
