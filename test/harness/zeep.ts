/**
 * zeep, a SOAP client for Python that knows nothing of the hub: a private copy of Python with it, from the packages of
 * Debian or Ubuntu. The programs that use it are in `test/soap-clients`: they take one JSON value and answer one.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.js';
import { privatePackage } from './debian-packages.js';
import { librariesOf, runProgram } from './private-program.js';

const PROGRAMS = join(root, 'test', 'soap-clients');

/** What a client was told to do, or the error that ended it. */
export type ClientAnswer<Result> =
  | { readonly result: Result }
  | { readonly fault: { readonly code: string; readonly message: string; readonly detail: string } };

export class Zeep {
  private constructor(private readonly home: string) {}

  /**
   * @param cache folder that is kept between runs
   * @param tell called when something is fetched, which takes some seconds
   * @throws Error whose message says what to do where this is impossible
   */
  static async find(cache: string, tell: (line: string) => void): Promise<Zeep> {
    try {
      const home = await privatePackage(
        {
          cache,
          name: 'zeep',
          // The second one signs messages.
          first: ['python3', 'python3-zeep', 'python3-xmlsec', 'python3-requests-toolbelt'],
          // Python, its packages and their libraries; but the library of C has to be the system's.
          needs: /[ |]Depends: ((?:python3|libpython3)[a-z0-9.+-]*|lib(?!c6$|c-|gcc-s1$)[a-z0-9.+-]+|media-types)$/gm,
          fetching: () => tell('fetching Python with zeep for the tests of SOAP (once, some 25 MB)'),
        },
        async () => undefined,
      );
      return new Zeep(home);
    } catch (cause) {
      throw new Error(
        'The tests of SOAP need Python with zeep, and it cannot be fetched here (that takes apt-get and dpkg-deb of ' +
          'Debian or Ubuntu, and their packages once over the network).',
        { cause },
      );
    }
  }

  /** @param program name of a file in `test/soap-clients`, without `.py` */
  async run<Result>(program: string, order: object): Promise<ClientAnswer<Result>> {
    const bin = join(this.home, 'usr/bin');
    const python = readdirSync(bin).find((name) => /^python3\.\d+$/.test(name));
    if (python === undefined) throw new Error(`There is no Python in ${this.home}: delete the folder .cache.`);
    const { code, stdout, stderr } = await runProgram(join(bin, python), ['-s', join(PROGRAMS, `${program}.py`)], {
      env: {
        PYTHONHOME: join(this.home, 'usr'),
        PYTHONPATH: `${PROGRAMS}:${join(this.home, 'usr/lib/python3/dist-packages')}`,
        PYTHONDONTWRITEBYTECODE: '1',
        LD_LIBRARY_PATH: librariesOf(this.home),
      },
      input: JSON.stringify(order),
    });
    if (code !== 0) throw new Error(`${program}.py ended with ${code}:\n${stderr.slice(-6_000)}`);
    return JSON.parse(stdout) as ClientAnswer<Result>;
  }
}
