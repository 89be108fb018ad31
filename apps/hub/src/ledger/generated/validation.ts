// Generated from schemas/hub/validation.json by "npm run types". Do not edit.

/**
 * What official schemas and rules say about a message; kept with it.
 */
export interface Validation {
  schema: SchemaValidation;
  rules?: RulesValidation[];
}
export interface SchemaValidation {
  /**
   * `none`: there is no official schema for this type of message, or none is named by its connector.
   */
  result: 'valid' | 'invalid' | 'not-installed' | 'none';
  /**
   * Name of the official schema package.
   */
  package?: string;
  /**
   * Version of the package.
   */
  version?: string;
  /**
   * Schema file in the package.
   */
  file?: string;
  findings: Finding[];
}
export interface Finding {
  line?: number;
  /**
   * XPath into the message, in local names.
   */
  path: string;
  sentence: string;
  /**
   * Of the rule, for example BR-DE-1.
   */
  code?: string;
  level?: 'error' | 'warning' | 'information';
}
/**
 * What one set of rules (Schematron) says.
 */
export interface RulesValidation {
  /**
   * The set of rules, or the validator, that says it.
   */
  by: string;
  result: 'valid' | 'invalid';
  findings: Finding[];
}
