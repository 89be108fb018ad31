// Loaded before the hub (`--import`), in its threads as well: the connector `xrechnung` does to its reader what no
// connector of this repository does, for invoices whose number says so. `POISON-kill` always does it, `OLD-kill` only as
// long as the settings of the procedure are the old ones.
import { catalogue } from '@fachwerk/connectors/catalogue';
import { Rejected } from '@fachwerk/connectors/contract';

const harms = {
  /** As the system does when memory is short. */
  kill: () => process.kill(process.pid, 'SIGKILL'),
  crash: () => process.exit(1),
  hang: () => {
    for (;;);
  },
  heap: () => {
    for (const kept = []; ;) kept.push(Array(1_000_000).fill(0));
  },
  reject: () => {
    throw new Rejected('xrechnung.old', 'The old connector does not know this.');
  },
  throw: () => {
    throw new TypeError('The old connector does not expect this.');
  },
};

const { types } = catalogue.find(({ manifest }) => manifest.name === 'xrechnung');
const invoice = types['invoice.ubl'];
types['invoice.ubl'] = {
  ...invoice,
  translate: (message, settings) => {
    const commands = invoice.translate(message, settings);
    const [, when, harm] = /(POISON|OLD)-([a-z]+)/.exec(invoice.key(message)) ?? [];
    if (when === 'POISON' || (when === 'OLD' && settings.repeatedNumber === 'conflict')) harms[harm]();
    return commands;
  },
};
