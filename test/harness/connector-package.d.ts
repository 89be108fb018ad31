export declare const LICENCE: {
    licence: string;
    owner: string;
    dog: string;
    registeredOn: string;
};
/** What `translate` does; `message` and `settings` are there. */
export declare const TRANSLATE = "\n  const { licence, owner, dog, registeredOn } = message.body;\n  if (dog === 'Kater') throw new Rejected('dog-licences.no-dog', 'Kater is no dog.', '/dog');\n  return [\n    { do: 'open-file', key: licence, filePlanCode: settings.filePlanCode, subject: 'Hund ' + dog },\n    { do: 'add-document', key: licence + '/registration', in: { file: licence }, subject: 'Anmeldung ' + owner,\n      content: 'message', documentDate: registeredOn },\n  ];";
export interface PackageParts {
    readonly version?: string;
    /** Body of the function. */
    readonly translate?: string;
    /** In front of the module. */
    readonly head?: string;
    readonly accepts?: readonly {
        readonly type: string;
        readonly title: string;
        readonly jsonSchema: string;
    }[];
    /** Of the schema of the settings. */
    readonly required?: readonly string[];
    /** Without limits. */
    readonly openSchema?: true;
}
export declare class ConnectorPackage {
    readonly folder: string;
    private constructor();
    /** Without schemas and connector. */
    static bare(name: string): Promise<ConnectorPackage>;
    private static empty;
    static ofXoev(recognised?: string): Promise<ConnectorPackage>;
    static create(parts?: PackageParts): Promise<ConnectorPackage>;
    /** Builds it anew. */
    change({ version, translate, head, ...facts }: PackageParts): Promise<void>;
    fixture(name: string, message: object): Promise<void>;
    write(path: string, content: string | object): Promise<void>;
    remove(): Promise<void>;
    private schema;
}
