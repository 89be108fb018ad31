import { both } from '../../language/language.js';

export const caseFileTexts = both(
  {
    open: (reference: string) => `Akte ${reference} ist offen.`,
    closed: (reference: string, day: string) => `Akte ${reference} ist seit ${day} abgeschlossen.`,
    notFound: (reference: string) => `Akte ${reference} gibt es nicht mehr, oder Sie dürfen sie nicht sehen.`,
    act: { close: 'Akte abschließen …', reopen: 'Akte wieder öffnen …' },
    title: {
      close: (reference: string) => `Akte ${reference} abschließen`,
      reopen: (reference: string) => `Akte ${reference} wieder öffnen`,
    },
    text: {
      close: 'In 1 Akte mit ihren Teilakten wird nichts mehr abgelegt. Nachrichten, die hineingehören, werden geparkt.',
      reopen:
        'In 1 Akte mit ihren Teilakten wird wieder abgelegt. Geparkte Nachrichten bleiben geparkt, bis sie freigegeben werden.',
    },
    now: { close: '1 Akte abschließen', reopen: '1 Akte wieder öffnen' },
    done: {
      close: (reference: string) => `Akte ${reference} ist abgeschlossen.`,
      reopen: (reference: string) => `Akte ${reference} ist wieder offen.`,
    },
    reason: 'Begründung',
    reasonMissing: 'Geben Sie eine Begründung an.',
  },
  {
    open: (reference) => `The case file ${reference} is open.`,
    closed: (reference, day) => `The case file ${reference} has been closed since ${day}.`,
    notFound: (reference) => `The case file ${reference} is no longer there, or you may not see it.`,
    act: { close: 'Close the case file …', reopen: 'Open the case file again …' },
    title: {
      close: (reference) => `Close the case file ${reference}`,
      reopen: (reference) => `Open the case file ${reference} again`,
    },
    text: {
      close: 'Nothing more is filed in 1 case file with its parts. Messages that belong there are parked.',
      reopen:
        'Messages are filed in 1 case file with its parts again. What is parked stays parked until it is released.',
    },
    now: { close: 'Close 1 case file', reopen: 'Open 1 case file again' },
    done: {
      close: (reference) => `The case file ${reference} is closed.`,
      reopen: (reference) => `The case file ${reference} is open again.`,
    },
    reason: 'Reason',
    reasonMissing: 'Give a reason.',
  },
);
