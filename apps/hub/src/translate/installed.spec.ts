// Which version of a connector a procedure has, by what is installed.
import { catalogue } from '@fachwerk/connectors/catalogue';
import type { Manifest } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { SchemasFolder } from '../config/schemas-folder.js';
import { InstalledConnectors } from './installed.js';
import type { ConnectorPackage } from './package.js';

const [known] = catalogue;
const { name } = known!.manifest;

function packageOf(version: string, stability: Manifest['stability'] = 'pilot', named = 'notes'): ConnectorPackage {
  const manifest: Manifest = { ...known!.manifest, name: named, version, stability };
  const folder = `/packages/${named}-${version}`;
  return {
    manifest,
    name: named,
    version,
    folder,
    entry: 'x.js',
    functions: {},
    schemasFolder: '',
    schemas: {},
    sources: {},
  };
}

function installed(...packages: readonly ConnectorPackage[]): InstalledConnectors {
  return new InstalledConnectors(new SchemasFolder().path, packages);
}

const versionOf = (connectors: InstalledConnectors, version: string | null, of = 'notes'): string | undefined =>
  connectors.find(of, version)?.manifest.version;

describe('the connectors of a hub', () => {
  it('are those of the catalogue, and those of packages beside them', () => {
    const newer = packageOf('99.0.0', 'pilot', name);
    expect(versionOf(installed(newer), null, name)).toBe('99.0.0');
    expect(versionOf(installed(newer), known!.manifest.version, name)).toBe(known!.manifest.version);
    expect(installed(newer).find(name, '99.0.0')?.package).toBe(newer);
    expect(installed().all.map(({ manifest }) => manifest.name)).toEqual(
      catalogue.map(({ manifest }) => manifest.name).toSorted(),
    );
  });

  it('are taken in the newest version that is not retired, by number and not by letter', () => {
    expect(versionOf(installed(packageOf('1.9.0'), packageOf('1.10.0'), packageOf('1.2.11')), null)).toBe('1.10.0');
    expect(versionOf(installed(packageOf('1.9.0'), packageOf('2.0.0', 'retired')), null)).toBe('1.9.0');
    expect(versionOf(installed(packageOf('1.0.0', 'retired'), packageOf('2.0.0', 'retired')), null)).toBe('2.0.0');
    expect(versionOf(installed(packageOf('1.9.0'), packageOf('2.0.0', 'retired')), '2.0.0')).toBe('2.0.0');
  });

  it('say what is missing, and what there is', () => {
    const connectors = installed(packageOf('1.0.0'), packageOf('1.1.0'));
    expect(() => connectors.named('other', null)).toThrow('There is no connector other');
    expect(() => connectors.named('other', '1.0.0')).toThrow('There is no connector other');
    expect(() => connectors.named('notes', '3.0.0')).toThrow('Installed: 1.1.0, 1.0.0.');
  });

  it('are not there twice in one version', () => {
    expect(() => installed(packageOf('1.0.0'), packageOf('1.0.0'))).toThrow(
      'notes 1.0.0 in /packages/notes-1.0.0 is there already, in /packages/notes-1.0.0',
    );
    expect(() => installed(packageOf(known!.manifest.version, 'pilot', name))).toThrow(
      'is there already, in the catalogue',
    );
  });
});
