import { describe, expect, it } from 'vitest';
import { profileOf } from './metadata.js';

describe('the profile of an invoice', () => {
  it.each([
    ['urn:factur-x.eu:1p0:minimum', 'minimum'],
    ['urn:zugferd.de:2p0:minimum', 'minimum'],
    ['urn:factur-x.eu:1p0:basicwl', 'basic-wl'],
    ['urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic', 'basic'],
    ['urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:basic', 'basic'],
    ['urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic', 'basic'],
    ['urn:cen.eu:en16931:2017', 'en16931'],
    ['urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended', 'extended'],
    ['urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended', 'extended'],
    ['urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0', 'xrechnung'],
    ['urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.0', 'xrechnung'],
    ['urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0', 'peppol'],
    ['urn:ferd:CrossIndustryDocument:invoice:1p0:comfort', 'comfort'],
    ['urn:example:own', 'urn:example:own'],
  ])('%s is %s', (specification, profile) => expect(profileOf(specification)).toBe(profile));
});
