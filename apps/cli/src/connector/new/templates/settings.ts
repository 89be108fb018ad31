import { settingsType, type Context } from './context.js';

/** What a municipality fills in: at first where in its file plan the files are. */
export function settingsSchema(context: Context): object {
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
    },
  };
}
