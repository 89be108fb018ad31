/**
 * gSOAP, a SOAP client and server for C that knows nothing of the hub: its generator reads a WSDL, and what it writes is
 * compiled together with a program of `test/soap-clients` or `test/soap-services`. Both are private copies of packages of Debian
 * or Ubuntu.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { root } from '../root.js';
import { Compiler } from './c-compiler.js';
import { privatePackage } from './debian-packages.js';
import { librariesOf, mustRun, runProgram, tripletOf } from './private-program.js';

/** Where programs are: clients, and services that the hub calls. */
const PROGRAMS = { client: join(root, 'test', 'soap-clients'), service: join(root, 'test', 'soap-services') } as const;

type Kind = keyof typeof PROGRAMS;

/** As the library was compiled; the structures of a client that is compiled otherwise are others. */
const FLAGS = ['-w', '-DWITH_IPV6', '-DWITH_OPENSSL', '-DWITH_GZIP', '-DWITH_DOM'];

/** What whoever uses the generator has to mend in the header it writes. */
const MENDED: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  receipts: [
    // Nothing in a WSDL says that these headers come.
    [/^#import "soap12.h"/m, '#import "soap12.h"\n#import "wsa5.h"\n#import "wsse.h"'],
  ],
  xta: [
    // The schema that is written into the WSDL says nothing of forms, and what it includes says "qualified".
    [
      /^\/\/gsoap xta +schema form:\tunqualified$/m,
      '//gsoap xta schema elementForm: qualified\n//gsoap xta schema attributeForm: unqualified',
    ],
    // Of policies, which are not carried out here.
    [/^#import "(?:wsse|wst|wsp)\.h".*$/gm, ''],
    // An element of WS-Addressing as a body: text, and where it is answered a pointer to it.
    [/^ +wsa5__MessageID +wsa5__MessageID,/gm, '    _wsa5__MessageID wsa5__MessageID,'],
    [/^ +wsa5__MessageID +wsa5__MessageID\t/gm, '    _wsa5__MessageID *wsa5__MessageID\t'],
    // Of any type, and optional: without a value it would be written all the same, empty.
    [/^ {4}_XML +Extension +0;/m, '    char* Extension 0;'],
    // What a type without a name inherits is left out for C.
    [
      /^\/\/\/ INHERITED FROM meta__KeyCodeType:\n(?=\/\/ {2}END OF INHERITED)/m,
      '    char* :code 1;\n    char* :name 0;\n  @ char* listURI 1;\n  @ char* listVersionID 1;\n',
    ],
  ],
};

export class Gsoap {
  private constructor(
    private readonly home: string,
    private readonly cache: string,
    private readonly compiler: Compiler,
  ) {}

  /**
   * @param cache folder that is kept between runs
   * @param tell called when something is fetched, which takes a while
   * @throws Error whose message says what to do where this is impossible
   */
  static async find(cache: string, tell: (line: string) => void): Promise<Gsoap> {
    try {
      const home = await privatePackage(
        {
          cache,
          name: 'gsoap',
          first: ['gsoap', 'libgsoap-dev', 'libssl-dev', 'zlib1g-dev'],
          needs: /[ |]Depends: (lib(?!c6|c-|gcc-s1$|stdc\+\+)[a-z0-9.+-]+|zlib1g[a-z0-9-]*)$/gm,
          fetching: () => tell('fetching gSOAP for the tests of SOAP (once, some 10 MB)'),
        },
        async () => undefined,
      );
      return new Gsoap(home, cache, await Compiler.find(cache, tell));
    } catch (cause) {
      throw new Error(
        'The tests of SOAP need gSOAP and a C compiler, and they cannot be fetched here (that takes apt-get and dpkg-deb ' +
          'of Debian or Ubuntu, and their packages once over the network).',
        { cause },
      );
    }
  }

  /**
   * Generates a client and compiles it, unless the same was done before.
   *
   * @param program name of a file in the folder of its kind, without `.c`; its type map is beside it
   * @param wsdl a path, or an address that can be read without credentials
   * @returns path of the executable
   */
  async build(program: string, wsdl: string, kind: Kind = 'client'): Promise<string> {
    const folder = resolve(this.cache, 'gsoap-clients');
    await mkdir(folder, { recursive: true });
    const work = await mkdtemp(join(folder, 'work-'));
    try {
      await this.readWsdl(program, wsdl, kind, work);
      const built = join(folder, `${program}-${await this.fingerprint(program, kind, work)}`);
      if (!existsSync(built)) {
        await this.compile(program, kind, work);
        await rename(join(work, 'client'), built);
      }
      return built;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  /** @param args of the program; @returns what it printed as JSON */
  async run<Result>(executable: string, args: readonly string[]): Promise<Result> {
    const { code, stdout, stderr } = await runProgram(executable, args);
    if (code !== 0)
      throw new Error(`${executable} ended with ${code}:\n${stderr.slice(-4_000)}\n${stdout.slice(-4_000)}`);
    return JSON.parse(stdout) as Result;
  }

  /** The header file that says all there is in the WSDL. */
  private async readWsdl(program: string, wsdl: string, kind: Kind, work: string): Promise<void> {
    const typeMap = join(PROGRAMS[kind], `${program}-typemap.dat`);
    const args = ['-c', '-t', typeMap, '-I', this.share('import'), '-o', 'service.h', wsdl];
    await mustRun(join(this.home, 'usr/bin/wsdl2h'), args, { cwd: work, env: this.env });
    const path = join(work, 'service.h');
    // Documentation in the schemas is in whatever encoding.
    const text = (MENDED[program] ?? []).reduce(
      (header, [from, to]) => header.replace(from, to),
      await readFile(path, 'latin1'),
    );
    await writeFile(path, text, 'latin1');
  }

  /** Addresses of the test's own hub, and times, are in what is generated; they change nothing of the client. */
  private async fingerprint(program: string, kind: Kind, work: string): Promise<string> {
    const header = await readFile(join(work, 'service.h'), 'latin1');
    const plain = header
      .split('\n')
      .filter((line) => !/127\.0\.0\.1:|localhost:|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(line))
      .join('\n');
    const hash = createHash('sha256').update(plain);
    hash.update(await readFile(join(PROGRAMS[kind], `${program}.c`)));
    for (const name of ['gsoap-client.c', 'gsoap-client.h']) hash.update(await readFile(join(PROGRAMS.client, name)));
    return hash.digest('hex').slice(0, 16);
  }

  private async compile(program: string, kind: Kind, work: string): Promise<void> {
    const folders = `${this.share('import')}:${this.share('')}`;
    const version = program === 'xta' ? ['-2'] : [];
    const generate = ['-c', kind === 'client' ? '-C' : '-S', '-L', '-x', '-w', ...version, '-I', folders, 'service.h'];
    await mustRun(join(this.home, 'usr/bin/soapcpp2'), generate, { cwd: work, env: this.env });
    const triplet = tripletOf(this.home);
    const include = [work, PROGRAMS.client, join(this.home, 'usr/include'), join(this.home, 'usr/include', triplet)];
    const generated = ['soapC.c', kind === 'client' ? 'soapClient.c' : 'soapServer.c'];
    const own = [join(PROGRAMS[kind], `${program}.c`), join(PROGRAMS.client, 'gsoap-client.c')];
    // Times in what WS-Security may have besides.
    const times = program !== 'receipts' ? [] : [this.share('custom/struct_timeval.c')];
    const sources = [...own, ...generated, ...times];
    // Linked whole, so that the client needs no library but that of C.
    const linked = ['libgsoapssl.a', 'libssl.a', 'libcrypto.a', 'libz.a'].map((name) =>
      join(this.home, 'usr/lib', triplet, name),
    );
    await this.compiler.compile(
      [
        '-o',
        'client',
        ...FLAGS,
        ...include.map((folder) => `-I${folder}`),
        ...sources,
        ...linked,
        '-lm',
        '-lpthread',
        '-ldl',
      ],
      work,
    );
  }

  private share(folder: string): string {
    return join(this.home, 'usr/share/gsoap', folder);
  }

  private get env(): NodeJS.ProcessEnv {
    return { LD_LIBRARY_PATH: librariesOf(this.home) };
  }
}
