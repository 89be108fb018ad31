/**
 * Chromium for the tests of the console, from the packages of Debian or Ubuntu: the one that is installed; else root
 * installs it, and an ordinary user gets a private copy without installing anything.
 */
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { privatePackage } from './debian-packages.js';

const run = promisify(execFile);
const NAMES = ['chromium', 'chromium-browser'];

export interface Chromium {
  readonly executable: string;
  /** Beside the environment of the tests. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * @param cache folder that is kept between runs
 * @param tell called when something is fetched, which takes a minute
 * @throws Error whose message says what to do where this is impossible
 */
export async function findChromium(cache: string, tell: (line: string) => void): Promise<Chromium> {
  const installed = process.env['FACHWERK_TEST_CHROMIUM'] ?? inPath();
  if (installed !== undefined) return { executable: installed, env: {} };
  try {
    if (process.getuid?.() === 0) return await install(tell);
    return await privateChromium(cache, tell);
  } catch (cause) {
    throw new Error(
      'The tests of the console need Chromium, and it cannot be fetched here (that takes apt-get of Debian or Ubuntu). ' +
        'Install it yourself, or set FACHWERK_TEST_CHROMIUM to its path.',
      { cause },
    );
  }
}

function inPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function install(tell: (line: string) => void): Promise<Chromium> {
  tell('installing Chromium for the tests of the console (once)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, maxBuffer: 1 << 26 };
  const args = ['install', '-y', '--no-install-recommends', 'chromium'];
  // On a fresh machine the lists of packages are empty.
  await run('apt-get', args, options).catch(async () => {
    await run('apt-get', ['update'], options);
    await run('apt-get', args, options);
  });
  const executable = inPath();
  if (executable === undefined) throw new Error('Chromium was installed and is not there.');
  return { executable, env: {} };
}

async function privateChromium(cache: string, tell: (line: string) => void): Promise<Chromium> {
  const home = await privatePackage(
    {
      cache,
      name: 'chromium',
      first: 'chromium',
      // Its own parts, fonts and libraries; but that of C has to be the system's, as has what loads it.
      needs: /[ |]Depends: (chromium-[a-z-]+|fonts-[a-z-]+|fontconfig[a-z-]*|lib(?!c6$|c-)[a-z0-9.+-]+)$/gm,
      fetching: () => tell('fetching Chromium for the tests of the console (once, some 150 MB)'),
    },
    // The configuration of the package names folders of the system.
    (root) => writeFile(join(root, 'fonts.conf'), fontsIn(resolve(cache, 'chromium'))),
  );
  const { stdout } = await run('uname', ['-m']);
  const system = `${stdout.trim()}-linux-gnu`;
  const folders = [`usr/lib/${system}`, `lib/${system}`, `usr/lib/${system}/pulseaudio`, 'usr/lib/chromium'];
  const libraries = folders.map((folder) => join(home, folder));
  return {
    executable: join(home, 'usr/lib/chromium/chromium'),
    env: { LD_LIBRARY_PATH: libraries.join(':'), FONTCONFIG_FILE: join(home, 'fonts.conf') },
  };
}

function fontsIn(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${home}/usr/share/fonts</dir><cachedir>${home}/font-cache</cachedir></fontconfig>
`;
}
