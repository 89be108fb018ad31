import type { Command } from 'commander';
import type { XtaQualifier } from '@fachwerk/hub/administer';

/** As the reader and the author of a message agreed on. */
export interface QualifierOptions {
  readonly reader: string;
  readonly readerType: string;
  readonly service: string;
  readonly scenario: string;
  readonly messageType: string;
  readonly messageTypeList: string;
  readonly messageTypeVersion: string;
  readonly payloadSchema?: string;
}

export function withQualifier(command: Command, what: string): Command {
  return command
    .requiredOption('--reader <identifier>', `to whom ${what} go`)
    .option('--reader-type <type>', 'type of the identifier', 'xöv')
    .requiredOption('--service <uri>', 'service of the reader that they are for')
    .option('--scenario <text>', 'business scenario, in words', 'unspecified')
    .option('--message-type <code>', 'type of the messages', 'message')
    .option('--message-type-list <uri>', 'code list that the type is from', 'urn:unspecified')
    .option('--message-type-version <version>', 'version of the code list', '1')
    .option('--payload-schema <uri>', 'schema of the messages (default: the URI of the service)');
}

export function qualifierOf(options: QualifierOptions): XtaQualifier {
  const { service, scenario, messageType: code, messageTypeList: listUri, messageTypeVersion: listVersion } = options;
  return {
    service,
    scenario,
    messageType: { code, listUri, listVersion, payloadSchema: options.payloadSchema ?? service },
  };
}
