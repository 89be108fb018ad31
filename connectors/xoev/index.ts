/**
 * What connectors for XÖV standards share: the header of the base message, the mark of test messages, codes and types.
 * It imports the contract and itself. Connectors outside this repository use it as `@fachwerk/connectors/xoev`.
 */
export { attachmentAt, attachmentInAnyFolder, attachmentNamed } from './attachments.js';
export {
  authorityOf,
  numberOf,
  readHeader,
  rootAttributesOf,
  testMetadataOf,
  typeFinding,
  type Authority,
  type XoevHeader,
} from './header.js';
export { fileNameOf } from './file-name.js';
export { messageDocument, otherAttachments, xmlOf } from './message-document.js';
export {
  acceptedTypes,
  messageTypes,
  typeOf,
  type AcceptedOptions,
  type OtherMessages,
  type XoevMessage,
  type XoevVersion,
} from './message-types.js';
export { refuseTest, testMarkOf, type TestMessages } from './test-mark.js';
export { cut, dayOf, firstLine, keyBelow, keyOf, oneLine } from './text.js';
export { codeFields, dateTimeAt, isDay, isTrue, isUuid, present, presentList, uuidAt } from './values.js';
