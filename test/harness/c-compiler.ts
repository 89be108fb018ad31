/**
 * A C compiler from the packages of Debian or Ubuntu, as a private copy: tcc. It takes 36 MB and a third of a second for
 * what gcc takes 190 MB and four seconds for.
 */
import { join } from 'node:path';
import { privatePackage } from './debian-packages.js';
import { librariesOf, mustRun, tripletOf } from './private-program.js';

export class Compiler {
  private constructor(private readonly home: string) {}

  /**
   * @param cache folder that is kept between runs
   * @param tell called when something is fetched, which takes some seconds
   */
  static async find(cache: string, tell: (line: string) => void): Promise<Compiler> {
    const home = await privatePackage(
      {
        cache,
        name: 'tcc',
        // With the headers of C, and with its library: what is linked against it.
        first: ['tcc', 'libc6-dev'],
        needs: /[ |]Depends: ((?:linux-libc-dev|libcrypt|libc6|libtcc|tcc)[a-z0-9.+-]*)$/gm,
        fetching: () => tell('fetching a C compiler for the tests of SOAP (once, some 6 MB)'),
      },
      async () => undefined,
    );
    return new Compiler(home);
  }

  /** @param folder where it runs */
  async compile(args: readonly string[], folder: string): Promise<void> {
    const triplet = tripletOf(this.home);
    const own = join(this.home, 'usr/lib', triplet, 'tcc');
    const include = [join(own, 'include'), join(this.home, 'usr/include'), join(this.home, 'usr/include', triplet)];
    const places = [
      `-B${own}`,
      '-nostdinc',
      ...include.map((path) => `-I${path}`),
      `-L${join(this.home, 'usr/lib', triplet)}`,
    ];
    await mustRun(join(this.home, 'usr/bin/tcc'), [...places, ...args], {
      cwd: folder,
      // The library of C is the system's, also here.
      env: { LD_LIBRARY_PATH: librariesOf(this.home).split(':')[0] },
    });
  }
}
