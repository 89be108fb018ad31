import { settingsType, type Context } from './context.js';

/**
 * What a municipality fills in: at first where in its file plan the files are.
 *
 * @param hasTests messages may have the mark of a test message
 */
export function settingsSchema(context: Context, hasTests: boolean): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `${context.name}/settings.json`,
    title: settingsType(context),
    description: `What a municipality fills in for ${context.title}.`,
    type: 'object',
    additionalProperties: false,
    required: ['filePlanCode'],
    properties: {
      filePlanCode: {
        type: 'string',
        minLength: 1,
        maxLength: 64,
        description: 'Code of the file plan entry for the case files (Aktenplankennzeichen).',
        'x-texts': {
          de: { title: 'Aktenplankennzeichen', description: 'Eintrag im Aktenplan, unter dem die Akten liegen.' },
          en: { title: 'File plan code' },
        },
      },
      ...(hasTests ? { testMessages: TEST_MESSAGES } : {}),
    },
  };
}

/** As in the settings of every XÖV connector. */
const TEST_MESSAGES = {
  enum: ['reject', 'file'],
  description:
    'What becomes of a message that is marked as a test: it is rejected (default), or filed, in a procedure that is there for tests.',
  'x-texts': {
    de: {
      title: 'Testnachrichten',
      description:
        'Was aus einer Nachricht wird, die als Test gekennzeichnet ist. Nur in einem Verfahren ablegen lassen, das zum Testen da ist.',
      values: {
        reject: 'werden abgewiesen (so ist es, wenn nichts gewählt ist)',
        file: 'werden abgelegt',
      },
    },
    en: {
      title: 'Test messages',
      description: 'Have them filed only in a procedure that is there for tests.',
      values: { reject: 'are rejected (also when nothing is chosen)', file: 'are filed' },
    },
  },
};
